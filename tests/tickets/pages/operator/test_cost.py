"""What the operator’s page costs: statements, plans, weight."""

import pytest

from tests.factories import (
    NOW,
    a_client,
    a_lead,
    a_mailbox,
    a_message,
    a_missed_call,
    a_policy,
    a_project,
    a_raw_mail,
    a_ticket,
    an_employee,
    viewer,
)
from tests.factories.presence import a_cover_span, an_absence, an_away_mark
from tests.factories.promises import a_promise
from tests.tickets.pages.operator.rows import HTMX, KINDS, fill_with_tickets, plan_of, waiting
from tickets.models import Priority
from tickets.queries.operator.desk import desk_of
from tickets.queries.operator.figures import figures
from tickets.queries.operator.rows import operator_rows
from tickets.queries.operator.rules import Why


class TestTheStatement:
    def test_it_shows_nothing_that_the_viewer_may_not_see(self, department, manager, project):
        """The page's SQL says P2 in its own words: everything it finds is in `visible_to` as well."""
        an_away_mark(manager)
        other = a_project()
        for owned in (project, other):
            waiting(owned, 2, late=True)
            waiting(owned, 1)
            a_promise(a_ticket(owned), due_at=NOW)
            a_missed_call(owned.department)
            a_raw_mail(a_mailbox(owned.department), state="quarantined", reason="empty")
            a_message(a_lead(owned.department), "in", NOW)
        both = an_employee("operator", "head", department=department)
        other.department.head = both
        other.department.save()
        for person in (an_employee("operator", department=department), both, an_employee("director")):
            by = viewer(person)
            found = operator_rows(desk_of(by)).rows
            keys = {kind: {row["key"] for row in found if row["kind"] in kinds} for kind, kinds in KINDS.items()}
            assert all(keys.values())
            for model, seen in keys.items():
                assert seen <= set(model.objects.visible_to(by).values_list("pk", flat=True)), (person, model)
            assert len(found) == figures(desk_of(by)).counts[Why.ALL]

    def test_it_reads_tickets_and_clocks_by_index(self, operator, manager, project):
        """With many tickets, whatever the tile, no table is read from end to end."""
        an_away_mark(manager)
        fill_with_tickets(project)
        desk = desk_of(viewer(operator))
        place = operator_rows(desk).older
        for ask in (
            lambda: operator_rows(desk),
            lambda: operator_rows(desk, cursor=place),
            lambda: operator_rows(desk, why=Why.AWAY),
            lambda: operator_rows(desk, why=Why.PROMISES),
            lambda: figures(desk),
        ):
            plan = plan_of(ask)
            for table in ("tickets_ticket", "tickets_clock", "tickets_message"):
                assert f"Seq Scan on {table} " not in plan, plan


class TestCost:
    # session, account, person; who is here, rows, tiles; the rail's figures
    STATEMENTS = 7
    # without tiles and rail
    UNCHANGED = 5

    @pytest.mark.parametrize("rows", [1, 3, 51])
    def test_takes_seven_statements_however_many_rows(self, visit, statements, operator, manager, project, rows):
        an_away_mark(manager)
        policy = a_policy(unanswered=60)
        for hours in range(rows):
            waiting(project, hours, late=True, sla_policy=policy)
            a_missed_call(project.department)
        assert statements(visit(operator), "/operator/") == self.STATEMENTS

    def test_empty_too(self, visit, statements, operator):
        assert statements(visit(operator), "/operator/") == self.STATEMENTS

    @pytest.mark.parametrize("why", list(Why))
    def test_every_tile(self, visit, statements, operator, project, why):
        waiting(project, late=True)
        an_away_mark(project.owner)
        assert statements(visit(operator), f"/operator/?why={why.value}") == self.STATEMENTS

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_people_beside_take_five(self, visit, statements, operator, department, rows):
        for _index in range(rows):
            waiting(a_project(owner=an_employee("manager", department=department)))
        assert statements(visit(operator), "/operator/people/") == 5

    @pytest.mark.django_db(transaction=True)
    def test_an_unchanged_list_is_not_drawn_again(self, visit, operator, project, django_assert_num_queries):
        ticket = waiting(project, late=True)
        browser = visit(operator)
        seen = browser.get("/operator/").context["seen"]
        with django_assert_num_queries(self.UNCHANGED):
            again = browser.get("/operator/", {"seen": seen}, **HTMX)
        assert (again.status_code, again.content) == (204, b"")
        a_message(ticket, "out", NOW)
        changed = browser.get("/operator/", {"seen": seen}, **HTMX)
        assert changed.status_code == 200
        assert b"<html" not in changed.content
        assert b"operator-live" in changed.content

    @pytest.mark.parametrize("language", ["en", "ru"])
    def test_fifty_rows_weigh_little(self, visit, operator, manager, department, language):
        store = a_project(a_client("Аптеки «Вита»"), manager, name="Программа лояльности")
        cover = an_employee("manager", department=department, name="Тимур Гареев")
        an_absence(manager, days=12, cover=cover)
        a_cover_span(store, cover, level="named")
        policy = a_policy(unanswered=60)
        subject = "Не начисляются бонусы по картам"
        for hours in range(51):
            waiting(store, hours, late=True, subject=subject, priority=Priority.HIGH, sla_policy=policy)
        page = visit(operator).get("/operator/", HTTP_ACCEPT_LANGUAGE=language)
        assert len(page.context["rows"]) == 50
        assert len(page.content) <= 60 * 1024, len(page.content)
