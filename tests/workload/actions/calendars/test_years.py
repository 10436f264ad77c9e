"""Special days, years loaded from the library, and their approval (S1, L5)."""

from datetime import date, timedelta

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_calendar, an_employee, viewer
from workload import calendar_listeners
from workload.actions.calendars import approve_year, load_year, remove_day, set_day, set_week, update_calendar
from workload.domain.calendars import working_minutes_of
from workload.models import CalendarVersion
from workload.queries.calendars import calendar_of

pytestmark = pytest.mark.django_db
SYSTEM = Viewer.system(NOW)
DAY = date(2026, 11, 23)
# L5: hours of a 40-hour week in 2026, by month.
HOURS_OF_2026 = [120, 152, 168, 175, 151, 167, 184, 168, 176, 176, 159, 176]


def put(calendar, kind, day=DAY, **over):
    return set_day(calendar=calendar, day=day, kind=kind, by=SYSTEM, at=NOW, **over)


def minutes(calendar, day=DAY):
    return working_minutes_of(calendar_of(calendar.pk), day)


def load(calendar, year=2026):
    return load_year(calendar=calendar, year=year, by=SYSTEM, at=NOW)


def test_a_day_is_a_holiday_then_shortened_then_made_working_then_ordinary():
    calendar = a_calendar()
    assert minutes(calendar) == 480
    put(calendar, "holiday", name="Founding day")
    assert minutes(calendar) == 0
    put(calendar, "shortened", shortened_minutes=60)
    assert minutes(calendar) == 420
    row = put(calendar, "workday", hours=[("10:00", "12:00"), ("13:00", "14:00")])
    assert minutes(calendar) == 180
    remove_day(day=row, by=SYSTEM, at=NOW)
    assert minutes(calendar) == 480
    assert CalendarVersion.objects.filter(calendar=calendar).count() == 5
    assert AuditEntry.objects.filter(action="calendar.day").count() == 4
    with pytest.raises(Refused, match="just now"):
        remove_day(day=row, by=SYSTEM, at=NOW)


def test_a_weekend_can_be_made_working():
    calendar = a_calendar()
    sunday = date(2026, 11, 22)
    put(calendar, "workday", sunday, hours=[("09:00", "24:00")])
    assert minutes(calendar, sunday) == 15 * 60


@pytest.mark.parametrize(
    ("kind", "over", "field"),
    [
        ("feast", {}, "kind"),
        ("workday", {}, "hours"),
        ("workday", {"hours": [("18:00", "09:00")]}, "hours"),
        ("workday", {"hours": [("22:00", "06:00")]}, "hours"),
        ("workday", {"hours": [("09:00", "13:00"), ("12:00", "18:00")]}, "hours"),
        ("workday", {"hours": [("09:00", "99:00")]}, "hours"),
        ("holiday", {"hours": [("09:00", "13:00")]}, "hours"),
        ("shortened", {}, "shortened_minutes"),
        ("shortened", {"shortened_minutes": 1441}, "shortened_minutes"),
        ("shortened", {"shortened_minutes": 481}, "shortened_minutes"),
        ("holiday", {"day": date(1999, 12, 31)}, "day"),
        ("holiday", {"day": date(2101, 1, 1)}, "day"),
        ("holiday", {"name": "x" * 121}, "name"),
    ],
)
def test_a_day_that_cannot_be_is_refused_by_its_field(kind, over, field):
    calendar = a_calendar()
    with pytest.raises(Refused) as refused:
        put(calendar, kind, **over)
    assert refused.value.field == field
    assert CalendarVersion.objects.filter(calendar=calendar).count() == 1


def test_2026_has_the_hours_and_days_of_the_production_calendar():
    calendar = a_calendar()
    load(calendar)
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    hours = [sum(minutes(calendar, day) for day in days if day.month == month) / 60 for month in range(1, 13)]
    assert hours == HOURS_OF_2026
    assert sum(minutes(calendar, day) > 0 for day in days) == 247


def test_loading_again_changes_nothing_and_keeps_what_was_entered_by_hand():
    calendar = a_calendar()
    put(calendar, "workday", date(2026, 1, 2), hours=[("10:00", "12:00")])
    put(calendar, "holiday")
    load(calendar)
    number = CalendarVersion.objects.filter(calendar=calendar).count()
    approve_year(calendar=calendar, year=2026, by=viewer(an_employee("head")), at=NOW)
    load(calendar)
    assert CalendarVersion.objects.filter(calendar=calendar).count() == number
    assert calendar.years.get().approved_at == NOW
    assert (minutes(calendar, date(2026, 1, 2)), minutes(calendar)) == (120, 0)


def test_loading_again_after_a_new_week_fits_the_days_to_it():
    calendar = a_calendar()
    load(calendar, 2025)
    moved = date(2025, 11, 1)
    assert minutes(calendar, moved) == 420
    set_week(
        calendar=calendar,
        starts_on=date(2025, 7, 1),
        week=dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), (("09:00", "13:00"),)),
        by=SYSTEM,
        at=NOW,
    )
    load(calendar, 2025)
    assert minutes(calendar, moved) == 180
    assert minutes(calendar, date(2025, 3, 7)) == 420


@pytest.mark.parametrize(
    ("year", "country", "field"), [(2060, "RU", "year"), (1999, "RU", "year"), (2101, "DE", "year")]
)
def test_a_year_that_is_not_known_is_refused_by_name(year, country, field):
    calendar = a_calendar(country=country)
    with pytest.raises(Refused) as refused:
        load(calendar, year)
    assert refused.value.field == field
    assert not calendar.days.exists()


@pytest.mark.parametrize("country", ["", "XX"])
def test_a_country_that_is_not_known_is_refused_by_name(country):
    with pytest.raises(Refused) as refused:
        load(a_calendar(country=country))
    assert refused.value.field == "country"


def test_another_country_has_its_holidays_and_no_shortened_days():
    calendar = a_calendar(country="DE")
    load(calendar)
    assert minutes(calendar, date(2026, 12, 25)) == 0
    assert not calendar.days.exclude(kind="holiday").exists()


def test_around_the_clock_has_no_holidays_to_load():
    with pytest.raises(Refused, match="around the clock"):
        load(a_calendar(is_around_the_clock=True))


def test_any_later_change_takes_the_approval_back():
    calendar, head = a_calendar(), an_employee("head")
    changes = [
        lambda: put(calendar, "holiday"),
        lambda: remove_day(day=calendar.days.get(day=DAY), by=SYSTEM, at=NOW),
        lambda: set_week(calendar=calendar, starts_on=DAY, week={"mon": [("09:00", "10:00")]}, by=SYSTEM, at=NOW),
        lambda: update_calendar(calendar=calendar, is_around_the_clock=True, by=SYSTEM, at=NOW),
    ]
    load(calendar)
    for change in changes:
        year = approve_year(calendar=calendar, year=2026, by=viewer(head), at=NOW)
        assert (year.approved_by, year.approved_at) == (head, NOW)
        change()
        year.refresh_from_db()
        assert (year.approved_by, year.approved_at) == (None, None)
    taken_back = AuditEntry.objects.filter(action="calendar.disapprove")
    assert [entry.before["approved_by"]["id"] for entry in taken_back] == [head.pk] * 4


def test_a_change_of_one_year_leaves_another_approved():
    calendar, head = a_calendar(), viewer(an_employee("head"))
    for year in (2026, 2027):
        load(calendar, year)
        approve_year(calendar=calendar, year=year, by=head, at=NOW)
    put(calendar, "holiday")
    assert list(calendar.years.filter(approved_at__isnull=False).values_list("year", flat=True)) == [2027]


def test_who_may_approve_and_what():
    calendar, head = a_calendar(), viewer(an_employee("head"))
    with pytest.raises(Refused, match="Load the days of 2026 first") as refused:
        approve_year(calendar=calendar, year=2026, by=head, at=NOW)
    assert refused.value.field == "year"
    load(calendar)
    for by in (SYSTEM, viewer(an_employee("manager"))):
        with pytest.raises(NotAllowed):
            approve_year(calendar=calendar, year=2026, by=by, at=NOW)
    approve_year(calendar=calendar, year=2026, by=head, at=NOW)
    approve_year(calendar=calendar, year=2026, by=viewer(an_employee("director")), at=NOW + timedelta(days=1))
    assert calendar.years.get().approved_by_id == head.employee_id
    entry = AuditEntry.objects.get(action="calendar.approve_year")
    assert entry.after["version"] == calendar_version(calendar)


def calendar_version(calendar):
    return CalendarVersion.objects.filter(calendar=calendar).latest("number").number


def test_who_counts_with_calendars_hears_of_each_further_version(monkeypatch):
    heard = []
    monkeypatch.setattr(calendar_listeners, "LISTENERS", [lambda **said: heard.append(said)])
    calendar = a_calendar()
    put(calendar, "holiday")
    put(calendar, "holiday")
    assert heard == [{"calendar_id": calendar.pk, "by": SYSTEM, "at": NOW}]
