"""The operator's figure in the rail is the number of rows that the page shows, on every page and for every reason."""

from datetime import timedelta

import pytest

from tests.factories import (
    NOW,
    a_calendar,
    a_department,
    a_lead,
    a_mailbox,
    a_message,
    a_missed_call,
    a_policy,
    a_project,
    a_raw_mail,
    a_shift,
    a_ticket,
    an_employee,
    viewer,
    with_calendar,
)
from tests.factories.presence import a_cover_span, an_absence, an_away_mark
from tests.factories.promises import a_promise
from tests.tickets.pages.operator.rows import waiting
from tickets.queries.badges import MOST_COUNTED
from tickets.queries.operator.desk import desk_of
from tickets.queries.operator.rail import count_rows
from tickets.queries.operator.rows import operator_rows
from workload.models import Employee


def somebody(department):
    return an_employee("manager", department=department)


def left(department):
    person = somebody(department)
    Employee.objects.filter(pk=person.pk).update(left_on=NOW.date() - timedelta(days=1))
    return a_project(owner=person, department=department)


def absent(department):
    return a_project(owner=an_absence(somebody(department)).employee)


def away(department):
    return a_project(owner=an_away_mark(somebody(department)).employee)


def off_shift(department):
    return a_project(owner=a_shift(somebody(department), NOW + timedelta(hours=5), hours=2).employee)


def out_of_hours(department):
    other = with_calendar(a_department(), a_calendar(hours=(("01:00", "02:00"),)))
    return a_project(owner=somebody(other), department=department)


# What fills a department, and how many rows of the page that is.
KINDS = {
    "late": (lambda place: waiting(a_project(owner=somebody(place)), late=True), 1),
    "not yet late": (lambda place: waiting(a_project(owner=somebody(place))), 0),
    "manager left": (lambda place: waiting(left(place)), 1),
    "manager absent": (lambda place: waiting(absent(place)), 1),
    "manager away": (lambda place: waiting(away(place)), 1),
    "manager off shift": (lambda place: waiting(off_shift(place)), 1),
    "manager out of hours": (lambda place: waiting(out_of_hours(place)), 1),
    "owner away, given to nobody": (lambda place: waiting(away(place), assignee=None), 1),
    "given to somebody who is here": (lambda place: waiting(away(place), assignee=somebody(place)), 0),
    "promise, client waits": (lambda place: due(waiting(a_project(owner=somebody(place)))), 1),
    "promise, nobody waits": (lambda place: due(a_ticket(a_project(owner=somebody(place)))), 1),
    "promise far away": (lambda place: due(a_ticket(a_project(owner=somebody(place))), days=9), 0),
    "lead": (lambda place: a_message(a_lead(place), "in", NOW), 1),
    "call": (lambda place: a_missed_call(place), 1),
    "mail": (lambda place: a_raw_mail(a_mailbox(place), state="quarantined", reason="empty"), 1),
    "covered and hidden": (lambda place: hidden(place), 0),
    "closed": (lambda place: a_ticket(away(place), status="closed", closed_at=NOW), 0),
}


def due(ticket, days=0):
    return a_promise(ticket, due_at=NOW + timedelta(days=days))


def hidden(department):
    project = absent(department)
    a_cover_span(project, somebody(department), level="named")
    return waiting(project, sla_policy=a_policy(hides_covered=True))


def figure(person):
    return count_rows(viewer(person), MOST_COUNTED)


def rows(person):
    return len(operator_rows(desk_of(viewer(person))).rows)


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_counts_as_often_as_it_is_shown(department, operator, kind):
    make, count = KINDS[kind]
    make(department)
    assert (figure(operator), rows(operator)) == (count, count)


def test_all_of_them_together_for_everybody_who_has_the_page(department, operator, visit, settings):
    settings.SECOND_FACTOR_ROLES = ()
    for place in (department, a_department()):
        for make, _count in KINDS.values():
            make(place)
    each = sum(count for _make, count in KINDS.values())
    for person, shown in ((operator, each), (an_employee("head", department=department), each),
                          (an_employee("director"), 2 * each)):  # fmt: skip
        assert (figure(person), rows(person)) == (shown, shown)
        for path in ("/operator/", "/time/"):
            rail = visit(person).get(path).context["rail"]
            assert [place.count for group in rail for place in group.items if place.url == "/operator/"] == [shown]
