"""Statements that are written once for a kind of viewer give each viewer what the ORM would have given them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from support_desk.shared.kept_queries import KeptQuery, KeptStatement
from support_desk.shared.kept_sql import FIRST, SECOND, Unexplained, stand_in
from support_desk.shared.viewer import Viewer
from tests.factories import (
    NOW,
    a_contact,
    a_department,
    a_message,
    a_project,
    a_ticket,
    an_employee,
    contact_viewer,
    viewer,
)
from tests.factories.presence import a_cover_span
from tickets.models import Ticket
from tickets.queries.queue_views import QueueView, end_of_day, tickets_of

ROLES = ["manager", "specialist", "operator", "head", "director", "sales"]
NUMBERS = KeptQuery(
    lambda viewer: Ticket.objects.visible_to(viewer).order_by("number").values_list("number", flat=True)
)
VIEW = KeptQuery(
    lambda viewer, view: tickets_of(view, viewer).order_by("number").values("number", "client__name"),
    moments=[end_of_day],
)
ONE = KeptQuery(lambda viewer, number: Ticket.objects.visible_to(viewer).filter(number=number).select_related("client"))


@pytest.fixture
def projects(db):
    """Of two departments, each with a ticket that waits and is due, and one that does not."""
    made = [a_project(owner=an_employee("manager", department=a_department())) for _index in range(2)]
    for project in made:
        waits = a_ticket(project, assignee=project.owner, next_due_at=NOW, next_due_kind="resolution")
        a_message(waits, "in", NOW)
        a_ticket(project, status="waiting_client")
    return made


@pytest.fixture
def viewers(projects):
    """Two of each kind: nobody's rows may be another's because they share a statement."""
    staff = [an_employee(role, department=project.department) for role in ROLES for project in projects]
    covering = [an_employee("specialist", department=a_department()) for _project in projects]
    for project, cover in zip(projects, covering, strict=True):
        a_cover_span(project, cover)
    owners = [project.owner for project in projects]
    contacts = [a_contact(project.client) for project in projects]
    asked = [viewer(person) for person in [*owners, *staff, *covering]] + [contact_viewer(each) for each in contacts]
    return [*asked, Viewer.nobody(NOW), Viewer.system(NOW)]


def test_everybody_sees_what_they_may_and_nothing_else(viewers):
    seen = set()
    for by in viewers:
        rows = NUMBERS.rows(by)
        assert rows == list(Ticket.objects.visible_to(by).order_by("number").values_list("number", flat=True)), by
        seen.add(tuple(rows))
    assert len(seen) == 4  # nothing, of one department, of the other, everything


@pytest.mark.parametrize("view", list(QueueView))
def test_every_view_is_the_same_as_by_the_orm(viewers, view):
    for by in viewers:
        wanted = list(tickets_of(view, by).order_by("number").values("number", "client__name"))
        assert VIEW.rows(by, view) == wanted, by


def test_a_row_is_whole_and_only_for_who_may_see_it(projects, django_assert_num_queries):
    mine, foreign = (Ticket.objects.get(project=project, status="waiting_client") for project in projects)
    by = viewer(projects[0].owner)
    with django_assert_num_queries(1):
        (found,) = ONE.rows(by, number=mine.number)
        assert (found, found.client.name, found.subject) == (mine, projects[0].client.name, mine.subject)
    assert ONE.rows(by, number=foreign.number) == ONE.rows(by, number=2**70) == []


def test_the_instant_and_the_zone_are_the_viewers_own(projects):
    """What falls due at noon was not due today yesterday afternoon, but where the day had begun by then."""
    by = viewer(projects[0].owner)
    before = replace(by, at=NOW - timedelta(hours=21))
    with timezone.override("Europe/Moscow"):
        assert [len(VIEW.rows(each, QueueView.DUE_TODAY)) for each in (by, before)] == [1, 0]
    with timezone.override("Pacific/Auckland"):
        assert [len(VIEW.rows(each, QueueView.DUE_TODAY)) for each in (by, before)] == [1, 1]


def test_a_kind_is_written_once_however_many_ask(db):
    written = []

    def build(by):
        written.append(by)
        return Ticket.objects.visible_to(by)

    query = KeptQuery(build)
    for _index in range(3):
        query.rows(viewer(an_employee("manager")))
    assert len(written) == 2  # for the two stand-ins
    query.rows(viewer(an_employee("operator")))
    assert len(written) == 4


def test_many_departments_stand_each_in_its_place(db):
    departments = [a_department() for _index in range(21)]
    tickets = [a_ticket(a_project(owner=an_employee("manager", department=each))) for each in departments]
    by = replace(viewer(an_employee("head")), headed_department_ids=frozenset(each.pk for each in departments[::2]))
    assert NUMBERS.rows(by) == [ticket.number for ticket in tickets[::2]]


def test_stand_ins_differ_in_every_value_and_are_alike_in_kind():
    by = Viewer(
        NOW, 1, 1, roles=frozenset({"head"}), department_ids=frozenset({7}), headed_department_ids=frozenset({7, 9})
    )
    first, second = stand_in(by, FIRST), stand_in(by, SECOND)
    assert first.ids == second.ids == (1, 1, 7, 9)
    assert first.viewer.department_ids < first.viewer.headed_department_ids
    assert not first.viewer.headed_department_ids & second.viewer.headed_department_ids
    assert stand_in(replace(by, user_id=5, headed_department_ids=frozenset({7, 8})), FIRST).viewer == first.viewer


@pytest.mark.parametrize(
    "write",
    [
        lambda by: ("SELECT %s AS value", [by.at.replace(minute=0)]),
        lambda by: ("SELECT %s AS value", [timezone.localdate(by.at)]),
        lambda by: ("SELECT %s AS value", [by.user_id + by.user_id]),
        lambda by: ("SELECT %s AS value", [[by.user_id]]),
        lambda by: ("SELECT %s AS value", [f"user:{by.user_id}"]),
        lambda by: ("SELECT %s AS value", [by.name]),
        lambda by: (f"SELECT {by.user_id} AS value", []),
    ],
    ids=["hour", "local day", "sum", "list", "word", "name", "text"],
)
def test_what_nothing_explains_is_refused(db, write):
    with timezone.override("Europe/Moscow"), pytest.raises(Unexplained):
        KeptStatement(write).row(viewer(an_employee("manager")))


def test_constants_stay_in_the_text_as_they_are(db):
    """Percent signs, quotes and backslashes of values are theirs; named places are the caller's."""
    text = "100 % of '%s' \\ %(name)s"
    row = KeptStatement(lambda by: ("SELECT %s AS text, '%%' AS sign, %(mine)s::int AS mine", [text])).row(
        viewer(an_employee("manager")), named={"mine": 3}
    )
    assert row == {"text": text, "sign": "%", "mine": 3}
