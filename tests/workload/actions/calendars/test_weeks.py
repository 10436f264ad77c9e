"""Calendars and their weeks: what is refused, in words and by its field (S1)."""

from datetime import date
from functools import partial

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_calendar, a_department, an_employee, viewer
from workload.actions.calendars import create_calendar, remove_week, set_week, update_calendar
from workload.models import CalendarVersion, CalendarYear, WorkingCalendar

pytestmark = pytest.mark.django_db
SYSTEM = Viewer.system(NOW)
JULY = date(2026, 7, 1)
WEEK = {"mon": [("09:00", "18:00")]}


def spec_of(calendar):
    return CalendarVersion.objects.filter(calendar=calendar).latest("number").spec


def refused_field(deed):
    with pytest.raises(Refused) as refused:
        deed()
    return refused.value.field


def new(**over):
    return create_calendar(**{"code": "main", "name": "Main", "week": WEEK, "by": SYSTEM, "at": NOW, **over})


def test_a_new_calendar_has_its_first_version():
    calendar = new(starts_on=date(2026, 1, 1))
    version = CalendarVersion.objects.get(calendar=calendar)
    assert (calendar.version, version.number, version.created_at) == (1, 1, NOW)
    assert version.spec["weeks"] == [{"from": "2026-01-01", "week": {"mon": [["09:00", "18:00"]]}}]


def test_a_week_from_a_date_stands_beside_the_one_before_it():
    calendar = a_calendar()
    set_week(
        calendar=calendar, starts_on=JULY, week={"sat": [("10:00", "12:00"), ("13:00", "15:00")]}, by=SYSTEM, at=NOW
    )
    weeks = spec_of(calendar)["weeks"]
    assert [week["from"] for week in weeks] == ["2020-01-01", "2026-07-01"]
    assert weeks[1]["week"] == {"sat": [["10:00", "12:00"], ["13:00", "15:00"]]}


def test_a_week_of_the_same_date_is_replaced():
    calendar = a_calendar()
    for hour in ("08:00", "09:00"):
        set_week(calendar=calendar, starts_on=JULY, week={"mon": [(hour, "18:00")]}, by=SYSTEM, at=NOW)
    assert [week["week"] for week in spec_of(calendar)["weeks"]][1:] == [{"mon": [["09:00", "18:00"]]}]
    assert CalendarVersion.objects.filter(calendar=calendar).count() == 3


def test_saying_the_same_again_writes_nothing():
    calendar = a_calendar()
    set_week(calendar=calendar, starts_on=JULY, week=WEEK, by=SYSTEM, at=NOW)
    told = AuditEntry.objects.count()
    set_week(calendar=calendar, starts_on=JULY, week=WEEK, by=SYSTEM, at=NOW)
    assert CalendarVersion.objects.filter(calendar=calendar).count() == 2
    assert AuditEntry.objects.count() == told


def test_a_night_is_two_intervals():
    calendar = new(week={"fri": [("22:00", "06:00")], "sun": [("20:00", "02:00")]})
    assert spec_of(calendar)["weeks"][0]["week"] == {
        "mon": [["00:00", "02:00"]],
        "fri": [["22:00", "24:00"]],
        "sat": [["00:00", "06:00"]],
        "sun": [["20:00", "24:00"]],
    }


@pytest.mark.parametrize(
    ("week", "field"),
    [
        ({"mon": [("09:00", "13:00"), ("12:59", "18:00")]}, "week.mon"),
        ({"tue": [("09:00", "09:00")]}, "week.tue"),
        ({"tue": [("24:00", "09:00")]}, "week.tue"),
        ({"tue": [("25:00", "26:00")]}, "week.tue"),
        ({"tue": [("9", "18")]}, "week.tue"),
        ({"tue": [("09:00",)]}, "week.tue"),
        ({"tue": "09:00"}, "week.tue"),
        ({"mon": [("22:00", "06:00")], "tue": [("05:00", "12:00")]}, "week.tue"),
        ({"monday": [("09:00", "18:00")]}, "week"),
        ({"mon": []}, "week"),
        ({"mon": [("00:00", "00:01")] * 25}, "week.mon"),
    ],
)
def test_hours_that_cannot_be_are_refused_by_their_field(week, field):
    assert refused_field(lambda: new(week=week)) == field
    assert not WorkingCalendar.objects.exists()


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"timezone": "Europe/Moskva"}, "timezone"),
        ({"timezone": ""}, "timezone"),
        ({"week": None}, "week"),
        ({"week": {}}, "week"),
        ({"code": ""}, "code"),
        ({"name": " "}, "name"),
        ({"starts_on": date(1999, 12, 31)}, "starts_on"),
        ({"starts_on": date(2101, 1, 1)}, "starts_on"),
    ],
)
def test_a_bad_calendar_is_refused_by_its_field(over, field):
    assert refused_field(lambda: new(**over)) == field
    assert not WorkingCalendar.objects.exists()


def test_code_and_name_are_taken_once():
    new()
    assert refused_field(lambda: new(name="Other")) == "code"
    assert refused_field(lambda: new(code="other")) == "name"


def test_a_week_is_removed_but_not_the_only_one():
    calendar = a_calendar()
    later = set_week(calendar=calendar, starts_on=JULY, week=WEEK, by=SYSTEM, at=NOW)
    remove_week(week=later, by=SYSTEM, at=NOW)
    assert len(spec_of(calendar)["weeks"]) == 1
    with pytest.raises(Refused, match="only week"):
        remove_week(week=calendar.weeks.get(), by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="just now"):
        remove_week(week=later, by=SYSTEM, at=NOW)


def test_around_the_clock_and_back():
    calendar = a_calendar()
    update_calendar(calendar=calendar, is_around_the_clock=True, by=SYSTEM, at=NOW)
    assert spec_of(calendar) == "24x7"
    update_calendar(calendar=calendar, is_around_the_clock=False, by=SYSTEM, at=NOW)
    assert spec_of(calendar)["timezone"] == "Europe/Moscow"
    without = a_calendar(is_around_the_clock=True)
    back = partial(update_calendar, calendar=without, is_around_the_clock=False, by=SYSTEM, at=NOW)
    assert refused_field(back) == "is_around_the_clock"


def test_a_new_name_is_no_new_version_and_a_new_zone_is():
    calendar = a_calendar()
    update_calendar(calendar=calendar, name="Other", by=SYSTEM, at=NOW)
    assert CalendarVersion.objects.filter(calendar=calendar).count() == 1
    update_calendar(calendar=calendar, timezone="Asia/Vladivostok", by=SYSTEM, at=NOW)
    assert spec_of(calendar)["timezone"] == "Asia/Vladivostok"


def test_one_is_the_default_and_stays_active():
    first, second = a_calendar(is_default=True), a_calendar()
    update_calendar(calendar=second, is_default=True, by=SYSTEM, at=NOW)
    assert list(WorkingCalendar.objects.filter(is_default=True)) == [second]
    assert refused_field(lambda: update_calendar(calendar=second, is_active=False, by=SYSTEM, at=NOW)) == "is_active"
    update_calendar(calendar=first, is_active=False, by=SYSTEM, at=NOW)
    third = a_calendar(is_default=True)
    assert list(WorkingCalendar.objects.filter(is_default=True)) == [third]


def test_what_a_department_works_by_stays_active():
    calendar = a_calendar()
    a_department("Support", calendar=calendar)
    with pytest.raises(Refused, match="Support"):
        update_calendar(calendar=calendar, is_active=False, by=SYSTEM, at=NOW)


@pytest.mark.parametrize(
    ("starts_on", "kept"),
    [(date(2026, 7, 1), {2025}), (date(2027, 1, 1), {2025, 2026}), (date(2024, 12, 1), {2026, 2027})],
)
def test_a_new_week_takes_back_the_approval_of_the_years_it_changes(starts_on, kept):
    calendar = a_calendar(starts_on=date(2025, 1, 1))
    set_week(calendar=calendar, starts_on=date(2027, 1, 1), week=WEEK, by=SYSTEM, at=NOW)
    head = an_employee("head")
    for year in (2025, 2026, 2027):
        CalendarYear.objects.create(calendar=calendar, year=year, approved_by=head, approved_at=NOW)
    set_week(calendar=calendar, starts_on=starts_on, week={"sat": [("10:00", "12:00")]}, by=SYSTEM, at=NOW)
    assert set(calendar.years.filter(approved_at__isnull=False).values_list("year", flat=True)) == kept


@pytest.mark.parametrize(
    ("role", "may"),
    [("head", True), ("office_manager", True), ("administrator", True), ("director", True), ("operator", False)],
)
def test_who_keeps_calendars(role, may):
    by = viewer(an_employee(role))
    if may:
        assert new(by=by).version == 1
        assert CalendarVersion.objects.get().created_by_id == by.employee_id
    else:
        with pytest.raises(NotAllowed):
            new(by=by)
        with pytest.raises(NotAllowed):
            set_week(calendar=a_calendar(), starts_on=JULY, week=WEEK, by=by, at=NOW)
