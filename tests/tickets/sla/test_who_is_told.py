"""Who hears of a step, and when: those who are there, in their own hours (S3, L3, L4)."""

from datetime import date, timedelta

import pytest

from support_desk.shared.models import Notice
from tests.factories import NOW, a_calendar, a_shift, an_absence, an_away_mark, an_employee, moscow
from tests.tickets.sla.conftest import Desk
from tickets.actions.sla.sweep import sweep

pytestmark = pytest.mark.django_db
SUNDAY = moscow(12, day=date(2026, 11, 22))


@pytest.fixture
def people(project):
    """The owner's colleagues of the ladder, by role."""
    found = {role: an_employee(role, department=project.department) for role in ("operator", "head", "director")}
    return {"manager": project.owner, **found}


def told() -> list[tuple]:
    return sorted(Notice.objects.values_list("kind", "user__employee__name"))


def at_the_office(desk: Desk, project) -> None:
    """From nine to six, Monday to Friday, in the department; whatever the client's calendar is."""
    project.department.calendar = a_calendar()
    project.department.save()


def test_who_is_on_shift_on_a_sunday_is_told_on_sunday(desk: Desk, people, project) -> None:
    """The head, who is not, is told on Monday morning; the operator's own shift goes before the department's week."""
    at_the_office(desk, project)
    a_shift(people["operator"], SUNDAY - timedelta(hours=2), hours=8)
    a_shift(people["manager"], SUNDAY + timedelta(hours=2), hours=4)
    an_away_mark(people["director"], SUNDAY, minutes=90)
    asked = (SUNDAY - NOW).total_seconds() / 60 - 61
    desk.asked(asked)
    sweep(at=SUNDAY)
    sweep(at=SUNDAY + timedelta(hours=5))
    monday = moscow(9, day=date(2026, 11, 23))
    assert dict(Notice.objects.values_list("user__employee__name", "deliver_at")) == {
        people["operator"].name: SUNDAY,
        people["manager"].name: SUNDAY + timedelta(hours=2),
        people["head"].name: monday,
        people["director"].name: monday,
    }


def test_whose_roster_ends_is_told_when_the_department_opens(desk: Desk, people, project) -> None:
    at_the_office(desk, project)
    a_shift(people["manager"], NOW - timedelta(days=2))
    desk.asked((SUNDAY - NOW).total_seconds() / 60 - 61)
    sweep(at=SUNDAY)
    notice = Notice.objects.get(user__employee=people["manager"])
    assert notice.deliver_at == moscow(9, day=date(2026, 11, 23))


@pytest.mark.parametrize("state", ["absent", "away"])
def test_an_absent_head_is_not_told_and_the_director_is(desk: Desk, people, state) -> None:
    """A meeting is no holiday: its end is waited for (L3)."""
    if state == "absent":
        an_absence(people["head"])
    else:
        an_away_mark(people["head"], desk.at(100), minutes=60)
    desk.asked()
    sweep(at=desk.at(61))
    sweep(at=desk.at(121))
    about = Notice.objects.filter(kind="clock.escalate").exclude(user__employee=people["operator"])
    expected = people["director"] if state == "absent" else people["head"]
    notice = about.get()
    assert (notice.user, notice.facts["missing"]) == (expected.user, ["head"] if state == "absent" else [])
    assert notice.deliver_at == (desk.at(121) if state == "absent" else desk.at(160))


def test_where_everybody_is_absent_it_stays_with_whose_it_is(desk: Desk, people) -> None:
    for person in people.values():
        an_absence(person)
    desk.asked()
    sweep(at=desk.at(61))
    assert told() == sorted([("clock.breach", people["manager"].name), ("clock.escalate", people["operator"].name)])
