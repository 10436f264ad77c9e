"""What is done to a ticket by a click: steps, people, marks, time; one by one and many at once."""

import json

import pytest

from tests.factories import (
    NOW,
    a_client,
    a_contact,
    a_department,
    a_lead,
    a_message,
    a_project,
    a_ticket,
    an_attachment,
    an_employee,
    an_operation,
)
from tickets.models import Follower, Priority, Ticket, TicketStatus, TimeEntry, Timer

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def department(db):
    return a_department()


@pytest.fixture
def manager(department):
    return an_employee("manager", department=department, name="Anna Sheveleva")


@pytest.fixture
def ticket(manager):
    return a_ticket(a_project(a_client("Kedr Furniture"), manager))


def press(browser, ticket, part, **data):
    return browser.post(f"/tickets/{ticket.number}/{part}/", data, **HTMX)


def fresh(ticket):
    return Ticket.objects.get(pk=ticket.pk)


def toast(answer):
    return json.loads(answer.headers["HX-Trigger"])["toast"]["text"]


class TestSteps:
    @pytest.mark.parametrize(
        ("event", "status"),
        [("start", "open"), ("ask_client", "waiting_client"), ("resolve", "resolved"), ("close", "closed")],
    )
    def test_each_is_done_and_drawn(self, visit, manager, ticket, event, status):
        answer = press(visit(manager), ticket, "status", event=event)
        assert (answer.status_code, fresh(ticket).status) == (200, status)
        assert b'id="ticket"' in answer.content

    @pytest.mark.parametrize("event", ["reopen", "client_writes", "fall_silent", "", "x"])
    def test_what_the_table_has_not_is_refused(self, visit, manager, ticket, event):
        answer = press(visit(manager), ticket, "status", event=event)
        assert (answer.status_code, fresh(ticket).status) == (409, "new")
        assert toast(answer)


class TestPeople:
    def test_given_to_a_colleague_it_may_go_out_of_sight(self, visit, manager, department):
        lent = a_ticket(a_project(department=department), assignee=manager)
        colleague = an_employee("manager", department=department, name="Timur Gareev")
        answer = press(visit(manager), lent, "assign", assignee=colleague.pk)
        assert fresh(lent).assignee == colleague
        assert toast(answer) == "Given to Timur Gareev"
        assert "No longer yours to see" in answer.content.decode()

    def test_who_has_left_is_not_offered(self, visit, manager, ticket, department):
        gone = an_employee("manager", department=department, left_on=NOW.date().replace(day=1))
        browser = visit(manager)
        assert gone.name not in browser.get(f"/tickets/{ticket.number}/assign/").content.decode()
        assert press(browser, ticket, "assign", assignee=gone.pk).status_code == 422

    def test_nobody(self, visit, manager, ticket):
        press(visit(manager), ticket, "assign", assignee="")
        assert fresh(ticket).assignee is None

    def test_following(self, visit, manager, ticket):
        browser = visit(manager)
        press(browser, ticket, "follow", following="1")
        assert Follower.objects.filter(ticket=ticket, employee=manager).exists()
        press(browser, ticket, "follow", following="0")
        assert not Follower.objects.exists()


class TestMarks:
    def test_priority(self, visit, manager, ticket):
        assert toast(press(visit(manager), ticket, "priority", priority="4")) == "Priority: Urgent"
        assert fresh(ticket).priority == Priority.URGENT

    @pytest.mark.parametrize("odd", ["", "9", "x"])
    def test_no_such_priority(self, visit, manager, ticket, odd):
        assert press(visit(manager), ticket, "priority", priority=odd).status_code == 409

    def test_tags(self, visit, manager, ticket):
        press(visit(manager), ticket, "tags", tags=" SEO, seo ,, Bonus  cards")
        assert fresh(ticket).tags == ["seo", "bonus cards"]

    def test_too_many_tags_are_said_in_the_dialog(self, visit, manager, ticket):
        answer = press(visit(manager), ticket, "tags", tags=",".join(map(str, range(13))))
        assert answer.status_code == 422
        assert "At most 12 tags" in answer.content.decode()

    def test_no_answer_needed(self, visit, manager, ticket):
        a_message(ticket)
        press(visit(manager), ticket, "no-answer")
        assert fresh(ticket).waiting_since is None


class TestTime:
    def test_logged_by_itself(self, visit, manager, ticket):
        letter = an_operation(10)
        fields = {"operation": letter.pk, "quantity": "3", "minutes": "25", "client_text": "Corrections"}
        answer = press(visit(manager), ticket, "time", idempotency_key="k", **fields)
        press(visit(manager), ticket, "time", idempotency_key="k", **fields)
        entry = TimeEntry.objects.get()
        assert toast(answer) == "25 min logged"
        assert (entry.actual_minutes, entry.norm_minutes, entry.client_text) == (25, 30, "Corrections")

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"minutes": "5"}, "Operation"),
            ({"minutes": "0"}, "Minutes"),
            ({"worked_on": "2026-11-19"}, "today or earlier"),
        ],
    )
    def test_what_is_wrong_is_said_in_the_dialog(self, visit, manager, ticket, fields, words):
        data = {"quantity": "1", "minutes": "5", **({} if words == "Operation" else {"operation": an_operation().pk})}
        answer = press(visit(manager), ticket, "time", **{**data, **fields})
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not TimeEntry.objects.exists()

    def test_the_timer_offers_its_minutes(self, visit, manager, ticket):
        import time_machine

        browser = visit(manager)
        press(browser, ticket, "timer", running="1")
        assert Timer.objects.get().ticket == ticket
        with time_machine.travel(NOW.replace(minute=16, second=30), tick=False):
            answer = press(browser, ticket, "timer", running="0")
        assert not Timer.objects.exists()
        assert answer.headers["HX-Retarget"] == "#loaded-dialog"
        assert 'name="minutes" value="17"' in answer.content.decode()

    def test_one_timer_a_person(self, visit, manager, ticket):
        other = a_ticket(ticket.project)
        browser = visit(manager)
        press(browser, other, "timer", running="1")
        answer = press(browser, ticket, "timer", running="1")
        assert answer.status_code == 409
        assert str(other.number) in toast(answer)


class TestPlacing:
    @pytest.fixture
    def lead(self, department):
        return a_lead(department)

    @pytest.fixture
    def operator(self, department):
        return an_employee("operator", department=department)

    def test_a_lead_gets_its_client(self, visit, lead, operator, manager):
        project = a_project(a_client("Kedr Furniture"), manager, name="Online store")
        marina = a_contact(project.client, name="Marina Belova")
        browser = visit(operator)
        found = browser.get(f"/tickets/{lead.number}/place/projects/", {"q": "kedr"}).content.decode()
        assert "Kedr Furniture · Online store" in found
        people = browser.get(f"/tickets/{lead.number}/place/people/", {"project": project.pk}).content.decode()
        assert "Marina Belova" in people
        answer = press(browser, lead, "place", project=project.pk, requester=marina.pk)
        placed = fresh(lead)
        assert answer.status_code == 200
        assert (placed.is_lead, placed.project, placed.requester, placed.assignee) == (False, project, marina, manager)

    def test_a_contact_of_another_client_is_refused(self, visit, lead, operator, manager):
        project = a_project(owner=manager)
        answer = press(visit(operator), lead, "place", project=project.pk, requester=a_contact().pk)
        assert answer.status_code == 422
        assert fresh(lead).is_lead

    def test_nothing_chosen(self, visit, lead, operator):
        answer = press(visit(operator), lead, "place")
        assert answer.status_code == 422
        assert "Choose the project." in answer.content.decode()

    def test_managers_do_not_place(self, visit, manager, ticket):
        assert visit(manager).get(f"/tickets/{ticket.number}/place/").status_code == 404


class TestMany:
    def change(self, browser, tickets, **fields):
        data = {"ticket": [ticket.number for ticket in tickets], "assignee": "", "event": "", "priority": "", **fields}
        return browser.post("/queue/bulk/", data, **HTMX)

    def test_all_are_changed(self, visit, manager, ticket):
        other = a_ticket(ticket.project)
        answer = self.change(visit(manager), [ticket, other], priority="4", event="resolve")
        assert toast(answer) == "2 tickets changed."
        for each in (ticket, other):
            assert (fresh(each).priority, fresh(each).status) == (4, "resolved")

    def test_the_refused_are_named_and_left_whole(self, visit, manager, ticket):
        closed = a_ticket(ticket.project, status=TicketStatus.CLOSED, closed_at=NOW)
        answer = self.change(visit(manager), [ticket, closed], priority="4", event="resolve")
        assert toast(answer) == (
            f"1 ticket changed. Not changed: {closed.number} (Not possible while the ticket is “Closed”.)"
        )
        assert fresh(closed).priority == Priority.NORMAL

    def test_foreign_tickets_are_not_touched(self, visit, manager, ticket):
        foreign = a_ticket(a_project())
        answer = self.change(visit(manager), [foreign], priority="4")
        assert answer.status_code == 422
        assert fresh(foreign).priority == Priority.NORMAL

    def test_something_must_be_chosen(self, visit, manager, ticket):
        answer = self.change(visit(manager), [ticket])
        assert answer.status_code == 422
        assert "Choose what to change." in answer.content.decode()

    @pytest.mark.parametrize(("chosen", "expected"), [("0", None), ("colleague", "colleague")])
    def test_given_to_somebody_or_nobody(self, visit, manager, ticket, department, chosen, expected):
        colleague = an_employee("manager", department=department)
        self.change(visit(manager), [ticket], assignee=colleague.pk if chosen == "colleague" else chosen)
        assert fresh(ticket).assignee == (colleague if expected else None)

    def test_the_dialog_counts(self, visit, manager, ticket):
        page = visit(manager).get("/queue/bulk/", {"ticket": [ticket.number, "x", "9" * 30]}).content.decode()
        assert "Change 1 ticket" in page


class TestFrame:
    HTML = (
        '<p>Good <b>morning</b></p><img data-mail-remote="https://spy.test/x.png" alt="logo"><img data-mail-cid="c1">'
    )

    @pytest.fixture
    def mail(self, ticket):
        written = a_message(ticket, body_html=self.HTML)
        an_attachment(written, b"GIF89a", name="x.gif", content_type="image/gif", content_id="c1", is_inline=True)
        return written

    def test_stands_under_a_policy_of_its_own(self, visit, manager, mail):
        answer = visit(manager).get(f"/messages/{mail.pk}/html/")
        policy = answer.headers["Content-Security-Policy"]
        assert policy.startswith("sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';")
        assert "allow-scripts" not in policy
        assert "allow-same-origin" not in policy
        assert "img-src data:;" in policy
        assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"

    def test_pictures_of_the_mail_are_in_it_and_the_senders_only_when_asked_for(self, visit, manager, mail):
        browser = visit(manager)
        page = browser.get(f"/messages/{mail.pk}/html/").content.decode()
        assert "data:image/gif;base64,R0lGODlh" in page
        assert "spy.test" not in page
        asked = browser.get(f"/messages/{mail.pk}/html/?images=1")
        assert "https://spy.test/x.png" in asked.content.decode()
        assert "img-src data: https: http:;" in asked.headers["Content-Security-Policy"]

    def test_others_find_nothing(self, visit, manager, mail, ticket):
        for part in ("html", "text"):
            assert visit(an_employee("manager")).get(f"/messages/{mail.pk}/{part}/").status_code == 404
        plain = a_message(ticket)
        assert visit(manager).get(f"/messages/{plain.pk}/html/").status_code == 404
