"""The operator’s list: order, pages, tiles, and who sees it (S4, P2)."""

from datetime import timedelta

import pytest

from tests.factories import (
    NOW,
    a_client,
    a_department,
    a_lead,
    a_mailbox,
    a_message,
    a_missed_call,
    a_project,
    a_raw_mail,
    a_ticket,
    an_employee,
)
from tests.factories.presence import an_absence, an_away_mark
from tests.factories.promises import a_promise
from tests.tickets.pages.operator.rows import rows_of, waiting
from tickets.models import TicketStatus
from tickets.queries.operator.rules import Why


class TestOrderAndPages:
    def test_the_oldest_wait_stands_first_whatever_the_kind(self, visit, operator, department, project):
        call = a_missed_call(department, NOW - timedelta(hours=2))
        late = waiting(project, 3, late=True)
        lead = a_lead(department)
        a_message(lead, "in", NOW - timedelta(hours=1))
        rows = rows_of(visit, operator)
        assert [row.id for row in rows] == [f"t{late.number}", f"call{call.pk}", f"t{lead.number}"]

    def test_pages_show_each_row_once(self, visit, operator, department, project):
        for index in range(60):
            waiting(project, index // 7, late=True)
            a_missed_call(department, NOW - timedelta(hours=index // 7))
        browser, seen, cursor, sizes = visit(operator), [], "", []
        while True:
            page = browser.get("/operator/", {"cursor": cursor})
            seen += [row.id for row in page.context["rows"]]
            sizes.append(len(page.context["rows"]))
            cursor = page.context["older"]
            if not cursor:
                break
        assert sizes == [50, 50, 20]
        assert len(set(seen)) == 120

    @pytest.mark.parametrize(
        "odd", ["x", "%00", "W10", "WzEsMiwzXQ", "a" * 5000, "WyIyMDI2LTAxLTAxVDAwOjAwOjAwIiwxLDFd"]
    )
    def test_a_cursor_that_is_not_ours_shows_the_first_page(self, visit, operator, project, odd):
        waiting(project, late=True)
        assert len(rows_of(visit, operator, f"?cursor={odd}")) == 1


class TestTiles:
    def test_each_tile_counts_and_shows_its_own(self, visit, operator, manager, department, project):
        away = an_employee("manager", department=department)
        an_away_mark(away)
        waiting(project, 3, late=True)
        waiting(a_project(owner=away), 2)
        a_message(a_lead(department), "in", NOW)
        a_missed_call(department)
        a_promise(a_ticket(project), due_at=NOW)
        a_raw_mail(a_mailbox(department), state="quarantined", reason="empty")
        page = visit(operator).get("/operator/")
        assert page.context["headline"] == "6 matters need a person now"
        assert [tile.value for tile in page.context["tiles"]] == ["6", "1", "1", "1", "1", "1", "1"]
        for why in list(Why)[1:]:
            assert len(rows_of(visit, operator, f"?why={why.value}")) == 1, why
        assert len(rows_of(visit, operator, "?why=nonsense")) == 6

    def test_a_hundred_is_many(self, visit, operator, department):
        for _index in range(101):
            a_missed_call(department)
        page = visit(operator).get("/operator/")
        assert page.context["headline"] == "99+ matters need a person now"
        assert page.context["tiles"][4].value == "99+"

    @pytest.mark.parametrize("why", list(Why))
    def test_an_empty_one_teaches(self, visit, operator, why):
        page = visit(operator).get(f"/operator/?why={why.value}").content.decode()
        assert 'class="empty"' in page


class TestWhoSeesIt:
    @pytest.mark.parametrize("role", ["manager", "specialist", "sales", "office_manager"])
    def test_others_find_no_such_page(self, visit, department, role):
        browser = visit(an_employee(role, department=department))
        assert browser.get("/operator/").status_code == 404
        assert browser.get("/operator/people/").status_code == 404

    def test_no_row_of_another_department(self, visit, operator, department):
        other = a_department()
        stranger = an_employee("manager", department=other, name="zqcanary")
        an_absence(stranger)
        waiting(a_project(a_client("zqcanary"), stranger), 3, late=True, subject="zqcanary")
        a_message(a_lead(other, subject="zqcanary"), "in", NOW)
        a_missed_call(other, note="zqcanary")
        a_raw_mail(a_mailbox(other), state="quarantined", reason="zqcanary")
        a_promise(a_ticket(a_project(owner=stranger), subject="zqcanary"), due_at=NOW)
        browser = visit(operator)
        for why in Why:
            page = browser.get("/operator/", {"why": why.value})
            assert page.context["rows"] == []
            assert "zqcanary" not in page.content.decode()
        assert page.context["headline"] == "Nobody waits for you"
        assert "zqcanary" not in browser.get("/operator/people/").content.decode()

    def test_a_ticket_of_ones_own_elsewhere_is_not_the_desks(self, visit, operator):
        waiting(a_project(), 3, late=True, assignee=operator)
        assert rows_of(visit, operator) == []

    def test_the_head_sees_their_department(self, visit, department, project):
        head = an_employee("head", department=department)
        waiting(project, late=True)
        assert "Answer" in visit(head).get("/operator/").content.decode()

    def test_the_director_sees_every_department_and_only_reads(self, visit, project, department, settings):
        settings.SECOND_FACTOR_ROLES = ()
        director = an_employee("director")
        waiting(project, 2, late=True)
        waiting(a_project(), 1, late=True)
        a_missed_call(department)
        page = visit(director).get("/operator/")
        assert len(page.context["rows"]) == 3
        html = page.content.decode()
        assert "data-row-key" not in html
        assert "Log a missed call" not in html

    def test_automatic_mail_and_closed_tickets_are_nowhere(self, visit, operator, project):
        waiting(project, late=True, is_automatic=True)
        waiting(project, late=True, status=TicketStatus.CLOSED, closed_at=NOW)
        assert rows_of(visit, operator) == []

    def test_words_of_strangers_are_text(self, visit, operator, department):
        lead = a_lead(department, requester_name="<script>alert(1)</script>", subject="<b>x</b>")
        a_message(lead, "in", NOW)
        a_missed_call(department, note="<i>y</i>")
        page = visit(operator).get("/operator/").content.decode()
        assert "<script>alert" not in page
        assert "<b>x</b>" not in page
        assert "<i>y</i>" not in page
