"""The ticket page: what it shows, to whom, and what it costs."""

from datetime import timedelta

import pytest

from support_desk.shared.models import OutboxItem
from tests.factories import (
    NOW,
    a_client,
    a_contact,
    a_contract,
    a_department,
    a_lead,
    a_message,
    a_project,
    a_ticket,
    a_time_entry,
    an_attachment,
    an_employee,
    an_operation,
    viewer,
)
from tickets.actions.handling import assign, set_priority
from tickets.models import Draft, Priority, ReadMark, TicketStatus

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def department(db):
    return a_department()


@pytest.fixture
def manager(department):
    return an_employee("manager", department=department, name="Anna Sheveleva")


@pytest.fixture
def ticket(manager):
    project = a_project(a_client("Kedr Furniture"), manager)
    return a_ticket(project, requester=a_contact(project.client, name="Marina Belova"), subject="Ten corrections")


def address(ticket, part=""):
    return f"/tickets/{ticket.number}/{part}"


class TestCost:
    # session, account, person; the rail's figures; the ticket, who is there, its messages, operations; the read mark
    STATEMENTS = 10

    @pytest.mark.parametrize("messages", [1, 3, 51])
    def test_takes_ten_statements_however_many_messages(self, visit, statements, manager, ticket, messages):
        an_operation()
        for index in range(messages):
            written = a_message(ticket, ("in", "out", "internal")[index % 3], NOW - timedelta(minutes=index))
            an_attachment(written)
        assert statements(visit(manager), address(ticket)) == self.STATEMENTS

    def test_once_read_one_less(self, visit, statements, manager, ticket):
        a_message(ticket)
        browser = visit(manager)
        browser.get(address(ticket))
        assert statements(browser, address(ticket)) == self.STATEMENTS - 1

    @pytest.mark.parametrize("people", [1, 3])
    def test_the_card_of_the_client(self, visit, statements, manager, ticket, people):
        a_contract(ticket.project)
        for _index in range(people):
            a_contact(ticket.client, phone="+74951234567")
            a_ticket(ticket.project)
        # session, account, person; ticket; client, contract, minutes used, people, addresses, phones, other tickets
        assert statements(visit(manager), address(ticket, "card/")) == 11

    def test_an_ordinary_page_weighs_little(self, visit, manager, ticket):
        for name in range(30):
            an_operation(name=f"Operation with a rather long name {name}")
        for index in range(5):
            a_message(ticket, ("in", "out")[index % 2], body_text="A letter of some length. " * 40)
        assert len(visit(manager).get(address(ticket)).content) <= 60 * 1024


class TestMessages:
    def test_newest_at_the_bottom_fifty_at_a_time(self, visit, manager, ticket):
        made = [a_message(ticket, at=NOW - timedelta(minutes=120 - index)) for index in range(120)]
        browser, seen = visit(manager), []
        shown = browser.get(address(ticket)).context["thread"]
        while True:
            seen = [message.id for message in shown.messages] + seen
            if shown.earlier is None:
                break
            shown = browser.get(address(ticket, "messages/"), {"before": shown.earlier}, **HTMX).context["thread"]
        assert seen == [message.pk for message in made]

    def test_a_place_in_another_ticket_shows_nothing(self, visit, manager, ticket):
        a_message(ticket)
        other = a_message(a_ticket(a_project()))
        page = visit(manager).get(address(ticket, "messages/"), {"before": other.pk}, **HTMX)
        assert page.context["thread"].messages == []

    def test_what_each_looks_like(self, visit, manager, ticket):
        for minutes, direction in enumerate(("in", "internal", "out")):
            a_message(ticket, direction, NOW - timedelta(minutes=9 - minutes))
        shown = visit(manager).get(address(ticket)).context["thread"].messages
        assert [message.look for message in shown] == ["client", "note", "us"]

    def test_text_is_text_and_links_are_links(self, visit, manager, ticket):
        a_message(ticket, body_text="<script>alert(1)</script> see https://kedr.test/a?b=1&c=2. Bye")
        page = visit(manager).get(address(ticket)).content.decode()
        assert "<script>alert" not in page
        link = (
            '<a class="link" href="https://kedr.test/a?b=1&amp;c=2" rel="noopener noreferrer nofollow" target="_blank">'
        )
        assert link in page
        assert "</a>. Bye" in page

    def test_a_reply_that_was_taken_back_is_gone(self, visit, manager, ticket):
        a_message(ticket, "out", body_text="too early", retracted_at=NOW)
        assert "too early" not in visit(manager).get(address(ticket)).content.decode()

    def test_what_was_not_delivered_is_said(self, visit, manager, ticket):
        reply = a_message(ticket, "out")
        OutboxItem.objects.create(
            kind="mail.reply",
            key=f"reply:{reply.pk}",
            state="dead",
            last_error="550 no such user",
            available_at=NOW,
            created_at=NOW,
        )
        assert "Not delivered: 550 no such user" in visit(manager).get(address(ticket)).content.decode()

    def test_a_very_long_letter_begins_and_can_be_had_whole(self, visit, manager, ticket):
        written = a_message(ticket, body_text="word " * 4000 + "the end")
        browser = visit(manager)
        assert "the end" not in browser.get(address(ticket)).content.decode()
        assert "the end" in browser.get(f"/messages/{written.pk}/text/", **HTMX).content.decode()

    def test_only_news_is_drawn_again(self, visit, manager, ticket):
        a_message(ticket)
        browser = visit(manager)
        seen = browser.get(address(ticket)).context["seen"]
        assert browser.get(address(ticket, "messages/"), {"seen": seen}, **HTMX).status_code == 204
        a_message(ticket, body_text="one more")
        changed = browser.get(address(ticket, "messages/"), {"seen": seen}, **HTMX)
        assert "one more" in changed.content.decode()
        assert "write-reply" not in changed.content.decode()


class TestRights:
    def test_others_tickets_are_not_found(self, visit, ticket):
        stranger = an_employee("manager")
        for part in ("", "messages/", "card/", "history/", "times/", "assign/", "tags/", "time/", "place/"):
            assert visit(stranger).get(address(ticket, part)).status_code == 404, part
        for part in (
            "reply/",
            "note/",
            "call/",
            "status/",
            "priority/",
            "follow/",
            "no-answer/",
            "timer/",
            "draft/reply/",
        ):
            assert visit(stranger).post(address(ticket, part)).status_code == 404, part

    def test_numbers_beyond_any_ticket_are_not_found(self, visit, manager):
        assert visit(manager).get("/tickets/99999999999999999999999/").status_code == 404

    def test_a_specialist_writes_notes_only(self, visit, ticket):
        specialist = an_employee("specialist")
        assign(ticket=ticket, to=specialist, by=viewer(ticket.assignee), at=NOW)
        page = visit(specialist).get(address(ticket))
        assert set(page.context["composer"]) == {"note"}
        assert "write-reply" not in page.content.decode()

    def test_the_director_reads(self, visit, ticket, settings):
        settings.SECOND_FACTOR_ROLES = ()
        page = visit(an_employee("director")).get(address(ticket))
        assert page.context["composer"] == {}
        assert page.context["page"].moves == []
        assert "ticket-moves" not in page.content.decode()

    def test_only_steps_of_the_table_are_offered(self, visit, manager, ticket):
        page = visit(manager).get(address(ticket)).context["page"]
        assert page.first_move.event == "resolve"
        assert [move.event for move in page.moves] == ["start", "ask_client", "ask_specialist", "close"]
        ticket.status, ticket.closed_at = TicketStatus.CLOSED, NOW
        ticket.save()
        page = visit(manager).get(address(ticket))
        assert page.context["page"].first_move.event == "reopen"
        assert page.context["page"].moves == []
        assert set(page.context["composer"]) == {"note", "call"}

    def test_a_lead_is_placed_by_the_operator(self, visit, department):
        lead = a_lead(department)
        page = visit(an_employee("operator", department=department)).get(address(lead))
        assert page.context["page"].rights.place
        assert "Unknown sender" in page.content.decode()


class TestParts:
    def test_reading_is_remembered(self, visit, manager, ticket):
        a_message(ticket)
        visit(manager).get(address(ticket))
        assert ReadMark.objects.get(ticket=ticket, user=manager.user).read_at == NOW

    def test_the_pane_is_the_page_without_its_frame(self, visit, manager, ticket):
        browser = visit(manager)
        pane, page = browser.get(address(ticket), **HTMX), browser.get(address(ticket))
        assert b"<html" not in pane.content
        assert b'id="ticket"' in pane.content
        assert b"<html" in page.content
        assert pane.headers["Vary"].split(", ").count("HX-Request") == 1

    def test_the_card_knows_the_contract_and_the_people(self, visit, manager, ticket):
        a_contract(ticket.project, included_minutes=600)
        a_time_entry(ticket, manager, billable_minutes=480)
        other = a_ticket(ticket.project, subject="Another matter")
        foreign = a_ticket(a_project(ticket.client, name="Not mine"), subject="canary")
        card = visit(manager).get(address(ticket, "card/"))
        assert (card.context["card"].balance.percent, card.context["card"].balance.tone) == (80, "soon")
        assert "Marina Belova" in card.content.decode()
        assert str(other.number) in card.content.decode()
        assert str(foreign.number) not in card.content.decode()

    def test_the_history_says_what_happened(self, visit, manager, ticket):
        set_priority(ticket=ticket, priority=Priority.URGENT, by=viewer(manager), at=NOW)
        page = visit(manager).get(address(ticket, "history/"))
        assert page.context["entries"] == [("chevrons-up", "Priority changed: Urgent", "Today 12:00 · Anna Sheveleva")]

    def test_time_is_added_up(self, visit, manager, ticket):
        a_time_entry(ticket, manager, actual_minutes=50)
        a_time_entry(ticket, manager, actual_minutes=40)
        browser = visit(manager)
        assert "1 h 30 min" in browser.get(address(ticket)).content.decode()
        assert browser.get(address(ticket, "times/")).context["logged"].total.actual == 90

    def test_a_draft_comes_back(self, visit, manager, ticket):
        Draft.objects.create(
            ticket=ticket,
            user=manager.user,
            kind="reply",
            body="Dear Mar",
            fields={"minutes": "7"},
            version=4,
            saved_at=NOW,
        )
        page = visit(manager).get(address(ticket)).content.decode()
        assert ">\nDear Mar</textarea>" in page
        assert 'data-draft-version="4"' in page
        assert 'id="reply_minutes" inputmode="numeric" maxlength="4" value="7"' in page
