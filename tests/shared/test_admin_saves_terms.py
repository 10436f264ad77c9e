"""Calendars and SLA policies in the admin: weeks as lines of hours, refusals at their field (S1, L5)."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tests.factories import a_calendar, a_department, a_policy
from tests.shared.test_admin_saves import add, change, errors_of, keeper, run
from tickets.admin.sla_forms import STEP_FIELDS, TARGET_FIELDS
from tickets.models import Client, DepartmentPolicy, SlaPolicy
from workload.models import CalendarDay, CalendarWeek, CalendarYear, WorkingCalendar
from workload.queries.calendar_spec import hours_of, week_as_spec

__all__ = ["keeper"]
pytestmark = pytest.mark.django_db
CALENDAR = {"code": "main", "name": "Main", "timezone": "Europe/Moscow", "country": "RU"}
CLOSED = dict.fromkeys(("tue", "wed", "thu", "fri", "sat", "sun"), "")


def test_a_calendar_is_entered_with_its_week(keeper: Any) -> None:
    add(keeper, "workload_workingcalendar", **CALENDAR, mon="9–13, 14.00-18:00", **{**CLOSED, "fri": "22:00–6:00"})
    calendar = WorkingCalendar.objects.get()
    assert week_as_spec(calendar.weeks.get().intervals.all()) == {
        "mon": [["09:00", "13:00"], ["14:00", "18:00"]],
        "fri": [["22:00", "24:00"]],
        "sat": [["00:00", "06:00"]],
    }
    change(keeper, "workload_workingcalendar", calendar, **{**CALENDAR, "name": "Other"}, is_active="on")
    calendar.refresh_from_db()
    assert (calendar.name, calendar.version) == ("Other", 1)


@pytest.mark.parametrize(
    ("hours", "field"), [("9-13, 12-18", "mon"), ("nine to six", "mon"), ("9–9", "mon"), ("9–25", "mon")]
)
def test_bad_hours_are_refused_at_their_weekday(keeper: Any, hours: str, field: str) -> None:
    assert list(errors_of(add(keeper, "workload_workingcalendar", **CALENDAR, mon=hours, **CLOSED))) == [field]
    bad = {**CALENDAR, "timezone": "Mars"}
    assert list(errors_of(add(keeper, "workload_workingcalendar", **bad, mon="9-18", **CLOSED))) == ["timezone"]
    assert not WorkingCalendar.objects.exists()


def test_a_week_from_a_date_is_entered_changed_and_taken_away(keeper: Any) -> None:
    calendar = a_calendar()
    add(keeper, "workload_calendarweek", calendar=calendar.pk, starts_on="2026-12-01", mon="10-12", **CLOSED)
    week = CalendarWeek.objects.get(starts_on=date(2026, 12, 1))
    change(keeper, "workload_calendarweek", week, mon="10:00–12:00", **{**CLOSED, "tue": "9-10"})
    assert week_as_spec(week.intervals.all()) == {"mon": [["10:00", "12:00"]], "tue": [["09:00", "10:00"]]}
    assert "Taken away." in run(keeper, "workload_calendarweek", "take_away", week).content.decode()
    assert calendar.weeks.count() == 1
    assert "only week" in run(keeper, "workload_calendarweek", "take_away", calendar.weeks.get()).content.decode()


def test_a_closed_weekday_is_emptied(keeper: Any) -> None:
    week = a_calendar().weeks.get()
    change(keeper, "workload_calendarweek", week, mon="9-18", **CLOSED)
    assert week_as_spec(week.intervals.all()) == {"mon": [["09:00", "18:00"]]}


def test_special_days(keeper: Any) -> None:
    calendar = a_calendar()
    data = {"kind": "workday", "hours": "9:00–13:00", "shortened_minutes": 0, "name": "Stocktaking"}
    add(keeper, "workload_calendarday", calendar=calendar.pk, day="2026-11-22", **data)
    day = CalendarDay.objects.get()
    assert hours_of(day) == [["09:00", "13:00"]]
    errors = errors_of(change(keeper, "workload_calendarday", day, **{**data, "hours": ""}))
    assert list(errors) == ["hours"]
    holiday = {**data, "kind": "holiday", "hours": ""}
    change(keeper, "workload_calendarday", day, **holiday)
    day.refresh_from_db()
    assert (day.kind, hours_of(day)) == ("holiday", [])
    assert "Ordinary days again." in run(keeper, "workload_calendarday", "make_ordinary", day).content.decode()
    assert not CalendarDay.objects.exists()


def test_a_year_is_loaded_approved_and_loaded_again(keeper: Any) -> None:
    calendar = a_calendar()
    assert list(errors_of(add(keeper, "workload_calendaryear", calendar=calendar.pk, year=2060))) == ["year"]
    add(keeper, "workload_calendaryear", calendar=calendar.pk, year=2026)
    year = CalendarYear.objects.get()
    for action, said in (("approve", "Approved."), ("load_again", "Loaded.")):
        assert said in run(keeper, "workload_calendaryear", action, year).content.decode()
    year.refresh_from_db()
    assert year.approved_by is not None


def policy_data(**over: Any) -> dict[str, Any]:
    minutes = dict.fromkeys(TARGET_FIELDS, 60)
    delays = dict(zip(STEP_FIELDS, (0, 0, 60, ""), strict=True))
    return {"name": "Gold", "calendar": a_calendar().pk, "warn_percent": 75, **minutes, **delays, **over}


def test_a_policy_with_targets_and_ladder(keeper: Any) -> None:
    add(keeper, "tickets_slapolicy", code="gold", **policy_data(urgent_first_response=10))
    policy = SlaPolicy.objects.get()
    assert policy.targets.get(priority=4).first_response_minutes == 10
    assert list(policy.steps.values_list("role", "delay_minutes")) == [("manager", 0), ("operator", 0), ("head", 60)]
    data = policy_data(calendar=policy.calendar_id, step_director=30, step_operator="", is_active="on")
    change(keeper, "tickets_slapolicy", policy, **data)
    policy.refresh_from_db()
    assert (policy.version, policy.targets.get(priority=4).first_response_minutes) == (2, 60)
    steps = list(policy.steps.values_list("role", "delay_minutes"))
    assert steps == [("manager", 0), ("director", 30), ("head", 60)]
    change(keeper, "tickets_slapolicy", policy, **{**data, "name": "Golden"})
    policy.refresh_from_db()
    assert (policy.name, policy.version) == ("Golden", 2)
    change(keeper, "tickets_slapolicy", policy, **{**data, "name": "Golden", "low_approval": ""})
    policy.refresh_from_db()
    approvals = policy.targets.order_by("priority").values_list("approval_minutes", flat=True)
    assert (policy.version, list(approvals)) == (3, [None, 60, 60, 60])


def test_a_policy_that_cannot_be_is_refused_at_its_field(keeper: Any) -> None:
    for over, field in (
        ({"high_resolution": 0}, "high_resolution"),
        ({"high_resolution": 5_270_400}, "high_resolution"),
        ({"high_approval": 0}, "high_approval"),
        ({"high_approval": 5_270_400}, "high_approval"),
        ({"calendar": ""}, "calendar"),
        ({"step_manager": -1}, "step_manager"),
    ):
        assert list(errors_of(add(keeper, "tickets_slapolicy", code="gold", **policy_data(**over)))) == [field]
    inactive = a_calendar()
    WorkingCalendar.objects.filter(pk=inactive.pk).update(is_active=False)
    errors = errors_of(add(keeper, "tickets_slapolicy", code="gold", **policy_data(calendar=inactive.pk)))
    assert list(errors) == ["calendar"]
    assert not SlaPolicy.objects.exists()


def test_departments_choose_a_policy_and_clients_a_threshold(keeper: Any) -> None:
    department, policy, other = a_department(), a_policy(), a_policy()
    add(keeper, "tickets_departmentpolicy", department=department.pk, policy=policy.pk)
    row = DepartmentPolicy.objects.get()
    change(keeper, "tickets_departmentpolicy", row, policy=other.pk)
    row.refresh_from_db()
    assert row.policy == other
    run(keeper, "tickets_departmentpolicy", "use_the_default", row)
    assert not DepartmentPolicy.objects.exists()
    data = {"name": "Elm", "language": "en", "tone_notes": ""}
    assert list(errors_of(add(keeper, "tickets_client", **data, unanswered_minutes=0))) == ["unanswered_minutes"]
    add(keeper, "tickets_client", **data, unanswered_minutes=20)
    assert Client.objects.get().unanswered_minutes == 20


def test_without_a_policy_the_list_offers_the_standard_one(keeper: Any) -> None:
    address = reverse("admin:tickets_slapolicy_changelist")
    assert "Begin with the standard calendar" in keeper.get(address).content.decode()
    keeper.post(reverse("standard-terms"))
    page = keeper.get(address).content.decode()
    assert "Standard" in page and "Begin with the standard calendar" not in page
    version = SlaPolicy.objects.get().versions.get()
    shown = keeper.get(reverse("admin:tickets_slapolicyversion_change", args=[version.pk])).content.decode()
    assert "first_response" in shown
