"""A calendar of one's own: the same weeks, days and years, not approved, free to be changed (S1, P2)."""

from datetime import date

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from tests.factories import NOW, a_calendar, a_department, an_employee, viewer
from tests.factories.calendars import SYSTEM
from workload.actions.calendars import approve_year, copy_calendar, load_year, set_day, set_week
from workload.models import WorkingCalendar
from workload.permissions import can_change_calendar
from workload.queries.calendar_spec import spec_of

pytestmark = pytest.mark.django_db


def model():
    """A default calendar with two weeks, an approved year, and a day made working by hand."""
    calendar = a_calendar("Support hours", is_default=True, timezone="Asia/Omsk")
    set_week(calendar=calendar, starts_on=date(2026, 9, 1), week={"mon": [("10:00", "14:00")]}, by=SYSTEM, at=NOW)
    load_year(calendar=calendar, year=2026, by=SYSTEM, at=NOW)
    set_day(
        calendar=calendar, day=date(2026, 11, 28), kind="workday", hours=[("10:00", "12:00")], name="Sale",
        by=SYSTEM, at=NOW,
    )  # fmt: skip
    approve_year(calendar=calendar, year=2026, by=viewer(an_employee("director")), at=NOW)
    calendar.refresh_from_db()
    return calendar


def copied(calendar, by, name="Ours"):
    return copy_calendar(calendar=calendar, name=name, by=by, at=NOW)


def test_a_copy_counts_as_its_model_does_and_is_the_heads_to_change():
    calendar, head = model(), viewer(an_employee("head"))
    a_department("Beside")
    copy = copied(calendar, head, name="  Ours ")
    assert spec_of(copy) == spec_of(calendar) == copy.versions.get().spec
    assert (copy.name, copy.code, copy.version) == ("Ours", f"{calendar.code}-2", 1)
    assert (copy.timezone, copy.is_default, copy.is_active) == ("Asia/Omsk", False, True)
    assert copy.days.get(day=date(2026, 11, 28)).is_loaded is False
    assert copy.days.filter(is_loaded=True).count() == calendar.days.filter(is_loaded=True).count() > 0
    assert (can_change_calendar(head, calendar), can_change_calendar(head, copy)) == (False, True)


def test_the_years_of_a_copy_wait_for_a_person():
    calendar = model()
    year = copied(calendar, SYSTEM).years.get()
    assert (year.year, year.loaded_at, year.approved_at, year.approved_by) == (2026, NOW, None, None)
    assert calendar.years.get().approved_at == NOW


def test_changing_the_copy_leaves_its_model_alone():
    calendar = model()
    before = spec_of(calendar)
    copy = copied(calendar, SYSTEM)
    set_day(calendar=copy, day=date(2026, 11, 30), kind="holiday", by=SYSTEM, at=NOW)
    set_week(calendar=copy, starts_on=date(2026, 9, 1), week={"tue": [("09:00", "10:00")]}, by=SYSTEM, at=NOW)
    assert spec_of(calendar) == before != spec_of(copy)


def test_a_calendar_around_the_clock_is_copied_without_a_week():
    copy = copied(a_calendar(is_around_the_clock=True), SYSTEM)
    assert (copy.is_around_the_clock, copy.version) == (True, 1)


def test_a_second_copy_needs_another_name_and_gets_another_code():
    calendar = a_calendar(code="hours")
    copied(calendar, SYSTEM)
    with pytest.raises(Refused) as refused:
        copied(calendar, SYSTEM)
    assert refused.value.field == "name"
    assert copied(calendar, SYSTEM, name="Theirs").code == "hours-3"


def test_the_trail_says_what_it_is_a_copy_of():
    calendar = model()
    copy = copied(calendar, SYSTEM)
    entry = AuditEntry.objects.get(action="calendar.copy")
    assert entry.scope == f"workingcalendar:{copy.pk}"
    assert entry.after["copy_of"] == {"id": calendar.pk, "label": calendar.name}


@pytest.mark.parametrize("role", ["manager", "specialist", "operator", "sales", "accountant"])
def test_who_keeps_no_calendars_copies_none(role):
    calendar = a_calendar()
    with pytest.raises(NotAllowed):
        copied(calendar, viewer(an_employee(role)))
    assert WorkingCalendar.objects.count() == 1
