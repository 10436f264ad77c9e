"""The queue: views, order, figures, what a row says, and what it costs."""

from datetime import timedelta

import pytest

from tests.factories import (
    NOW,
    a_client,
    a_department,
    a_lead,
    a_message,
    a_project,
    a_ticket,
    an_employee,
    an_item,
    viewer,
)
from tickets.actions.handling import mark_read
from tickets.models import Priority, TicketStatus

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def department(db):
    return a_department()


@pytest.fixture
def manager(department):
    return an_employee("manager", department=department, name="Anna Sheveleva")


@pytest.fixture
def project(manager):
    return a_project(a_client("Kedr Furniture"), manager, name="Online store")


def numbers(page):
    return [row.number for row in page.context["rows"]]


def waiting(project, hours, **over):
    """A ticket whose client has waited for so many hours."""
    at = NOW - timedelta(hours=hours)
    ticket = a_ticket(project, created_at=at, **over)
    a_message(ticket, "in", at)
    return ticket


class TestCost:
    # session, account, person; the rail's figures; the list's figures, its rows
    STATEMENTS = 6

    @pytest.mark.parametrize("rows", [1, 3, 51])
    def test_takes_six_statements_however_many_rows(self, visit, statements, manager, project, rows):
        for hours in range(rows):
            waiting(project, hours)
        assert statements(visit(manager), "/queue/") == self.STATEMENTS

    def test_empty_too(self, visit, statements, manager):
        assert statements(visit(manager), "/queue/") == self.STATEMENTS

    @pytest.mark.parametrize("view", ["unanswered", "waiting_client", "leads", "all", "closed"])
    def test_every_view_of_the_head(self, visit, statements, department, project, view):
        waiting(project, 1)
        head = an_employee("head", department=department)
        browser = visit(head)
        # two more, every so many seconds: who is here, and the operator's figure in the rail
        assert statements(browser, f"/queue/?view={view}") == self.STATEMENTS + 2
        assert statements(browser, f"/queue/?view={view}") == self.STATEMENTS

    @pytest.mark.parametrize("language", ["en", "ru"])
    def test_fifty_rows_weigh_at_most_sixty_kilobytes(self, visit, manager, language):
        store = a_project(a_client("Аптеки «Здоровье и долголетие»"), manager, name="Программа лояльности")
        subject = "С утра не начисляются бонусы по картам, покупатели жалуются на кассах"
        for hours in range(51):
            waiting(store, hours, subject=subject, priority=Priority.HIGH, status=TicketStatus.WAITING_SPECIALIST)
        page = visit(manager).get("/queue/", HTTP_ACCEPT_LANGUAGE=language)
        assert len(page.context["rows"]) == 50
        assert len(page.content) <= 60 * 1024, len(page.content)

    @pytest.mark.django_db(transaction=True)
    def test_an_unchanged_list_is_not_drawn_again(self, visit, statements, manager, project):
        ticket = waiting(project, 1)
        browser = visit(manager)
        seen = browser.get("/queue/").context["seen"]
        again = browser.get("/queue/", {"seen": seen}, **HTMX)
        assert (again.status_code, again.content) == (204, b"")
        a_message(ticket, "in", NOW)
        changed = browser.get("/queue/", {"seen": seen}, **HTMX)
        assert changed.status_code == 200
        assert b"<html" not in changed.content
        assert b"queue-live" in changed.content


class TestViews:
    def test_mine_are_those_given_to_me(self, visit, manager, project):
        mine = waiting(project, 2)
        waiting(a_project(department=project.department), 3)
        waiting(project, 4, status=TicketStatus.CLOSED, closed_at=NOW)
        assert numbers(visit(manager).get("/queue/")) == [mine.number]

    def test_the_longest_wait_stands_first_and_who_waits_not_last(self, visit, manager, project):
        quiet = a_ticket(project)
        short, long = waiting(project, 1), waiting(project, 5)
        assert numbers(visit(manager).get("/queue/")) == [long.number, short.number, quiet.number]

    def test_unanswered_by_a_note_and_answered_by_a_reply(self, visit, manager, project):
        noted, answered = waiting(project, 1), waiting(project, 2)
        a_message(noted, "internal", NOW)
        a_message(answered, "out", NOW)
        assert numbers(visit(manager).get("/queue/?view=unanswered")) == [noted.number]

    def test_one_can_choose_a_status(self, visit, manager, project):
        asked = waiting(project, 1, status=TicketStatus.WAITING_CLIENT)
        handed = waiting(project, 1, status=TicketStatus.WAITING_SPECIALIST)
        assert numbers(visit(manager).get("/queue/?view=waiting_client")) == [asked.number]
        assert numbers(visit(manager).get("/queue/?view=waiting_specialist")) == [handed.number]

    def test_closed_ones_have_a_view(self, visit, manager, project):
        gone = waiting(project, 1, status=TicketStatus.CLOSED, closed_at=NOW)
        waiting(project, 1)
        assert numbers(visit(manager).get("/queue/?view=closed")) == [gone.number]

    def test_leads_and_flags_are_the_operators(self, visit, manager, department, project):
        lead, flagged = a_lead(department), waiting(project, 1, flag="Choose the project")
        operator = an_employee("operator", department=department)
        assert set(numbers(visit(operator).get("/queue/?view=leads"))) == {lead.number, flagged.number}
        answer = visit(manager).get("/queue/?view=leads")
        assert answer.context["view"] == "mine"

    def test_automatic_mail_stands_only_under_all(self, visit, manager, project):
        machine = waiting(project, 1, is_automatic=True)
        browser = visit(manager)
        for view in ("mine", "unanswered"):
            assert numbers(browser.get("/queue/", {"view": view})) == []
        assert numbers(browser.get("/queue/?view=all")) == [machine.number]

    def test_covering_teaches_while_nothing_is_covered(self, visit, manager, project):
        waiting(project, 1)
        page = visit(manager).get("/queue/?view=covering")
        assert numbers(page) == []
        assert "You cover for nobody now" in page.content.decode()

    def test_others_tickets_are_nowhere(self, visit, manager):
        waiting(a_project(a_client("Secret client")), 1, subject="canary")
        browser = visit(manager)
        for view in ("mine", "unanswered", "all", "closed", "leads"):
            page = browser.get("/queue/", {"view": view}).content.decode()
            assert "canary" not in page
            assert "Secret client" not in page

    def test_a_clients_person_finds_no_queue(self, visit, db):
        from support_desk.shared.models import User
        from tests.factories import a_contact

        person = a_contact(user=User.objects.create_user("marina@client.test"))
        assert visit(person).get("/queue/").status_code == 404


class TestFilters:
    def test_filters_stand_in_the_address(self, visit, manager, project):
        urgent = waiting(project, 1, priority=Priority.URGENT, tags=["seo"])
        waiting(project, 1)
        browser = visit(manager)
        for query in (
            "priority=4",
            "tag=SEO",
            f"client={project.client_id}&priority=4",
            f"assignee={manager.pk}&tag=seo",
        ):
            assert numbers(browser.get(f"/queue/?view=mine&{query}")) == [urgent.number], query

    @pytest.mark.parametrize(
        "odd", ["priority=9", "client=x", "status=lost", "assignee=99999999999999999999999", "tag=%00"]
    )
    def test_what_cannot_be_read_breaks_nothing(self, visit, manager, project, odd):
        waiting(project, 1)
        assert visit(manager).get(f"/queue/?view=mine&{odd}").status_code == 200

    def test_each_filter_can_be_taken_away(self, visit, manager, project):
        page = visit(manager).get(f"/queue/?view=mine&client={project.client_id}&priority=4")
        chips = {str(chip["label"]): chip["url"] for chip in page.context["chips"] if chip.get("removable")}
        assert chips == {
            "Kedr Furniture": "?view=mine&sort=waiting&priority=4",
            "Urgent": f"?view=mine&sort=waiting&client={project.client_id}",
        }

    def test_the_dialog_shows_what_is_chosen(self, visit, manager, project):
        page = visit(manager).get("/queue/filter/?view=mine&priority=4&tag=seo&status=open").content.decode()
        assert 'value="4" checked' in page
        assert 'value="open" checked' in page
        assert 'value="seo"' in page


class TestDueFirst:
    def test_what_is_due_first_stands_first_and_what_is_not_due_last(self, visit, manager, project):
        none = a_ticket(project)
        late, early = (
            a_ticket(project, next_due_at=NOW + timedelta(minutes=minutes), next_due_kind="first_response")
            for minutes in (90, 10)
        )
        assert numbers(visit(manager).get("/queue/?sort=due")) == [early.number, late.number, none.number]

    @pytest.mark.parametrize("odd", ["next_due_at", "-due", "due,number", "1;drop"])
    def test_no_other_orders_are_taken(self, visit, manager, project, odd):
        waiting(project, 1)
        page = visit(manager).get("/queue/", {"sort": odd})
        assert [label for label, _url, is_chosen in page.context["sorts"] if is_chosen] == ["Longest wait first"]


class TestFigures:
    def test_how_many_and_how_many_wait(self, visit, manager, project):
        waiting(project, 1)
        a_ticket(project)
        page = visit(manager).get("/queue/")
        assert page.context["total"] == "2"
        assert [chip.get("count") for chip in page.context["chips"]] == [None, "1"]

    def test_a_hundred_is_many(self, visit, manager, project):
        for _index in range(100):
            a_ticket(project)
        assert visit(manager).get("/queue/").context["total"] == "99+"


class TestRows:
    def row(self, visit, manager):
        (row,) = visit(manager).get("/queue/").context["rows"]
        return row

    def test_who_waits_and_how_long(self, visit, manager, project):
        waiting(project, 5, subject="Bonus cards")
        row = self.row(visit, manager)
        assert (row.client, row.project, row.subject, row.wait) == (
            "Kedr Furniture",
            "Online store",
            "Bonus cards",
            "5 h",
        )

    @pytest.mark.parametrize(
        ("hours", "words"), [(0, "0 min"), (47.5, "47 h 30 min"), (48, "2 days"), (25 * 24, "25 days")]
    )
    def test_long_waits_are_days(self, visit, manager, project, hours, words):
        waiting(project, hours)
        assert self.row(visit, manager).wait == words

    @pytest.mark.parametrize(("minutes", "state"), [(-1, "breached"), (60, "soon"), (61, "due")])
    def test_a_promise_shows_when_it_is_due(self, visit, manager, project, minutes, state):
        a_ticket(project, promised_until=NOW + timedelta(minutes=minutes))
        assert f'data-state="{state}"' in self.row(visit, manager).marks

    def test_unread_until_read_and_again_after_a_message(self, visit, manager, project):
        ticket = waiting(project, 1)
        assert self.row(visit, manager).is_unread
        mark_read(ticket=ticket, by=viewer(manager), at=NOW - timedelta(minutes=30))
        assert not self.row(visit, manager).is_unread
        a_message(ticket, "in", NOW)
        assert self.row(visit, manager).is_unread

    def test_another_person_has_read_it(self, visit, manager, project):
        ticket = waiting(project, 1)
        mark_read(ticket=ticket, by=viewer(an_employee("head")), at=NOW)
        assert self.row(visit, manager).is_unread

    def test_names_of_strangers_are_text(self, visit, department):
        a_lead(department, requester_name="<script>alert(1)</script>", subject="<b>x</b>")
        operator = an_employee("operator", department=department)
        page = visit(operator).get("/queue/?view=leads").content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page

    def test_who_answers_is_named_unless_it_is_oneself(self, visit, department, manager, project):
        waiting(project, 1)
        head = an_employee("head", department=department)
        (row,) = visit(head).get("/queue/?view=all").context["rows"]
        assert "Anna Sheveleva" in row.who
        assert self.row(visit, manager).who == ""


class TestItemsAndSnoozing:
    def test_a_row_says_how_many_questions_are_answered(self, visit, manager, project):
        letter = waiting(project, 1).messages.get()
        for state in ("answered", "open", "open"):
            an_item(letter, state=state, settled_at=NOW if state == "answered" else None)
        assert "1 of 3 points answered" in visit(manager).get("/queue/?view=mine").text

    def test_what_is_snoozed_stands_in_its_own_view(self, visit, manager, project):
        ticket = a_ticket(project, subject="Later", snoozed_until=NOW + timedelta(days=1))
        browser = visit(manager)
        for view, is_shown in (("mine", False), ("waiting_client", False), ("snoozed", True), ("all", True)):
            found = browser.get(f"/queue/?view={view}").text
            assert (f'id="t{ticket.number}"' in found) is is_shown, view
        assert "Snoozed until" in browser.get("/queue/?view=snoozed").text
