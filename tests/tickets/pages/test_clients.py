"""The list of clients and the page from which a stranger takes over (C1, P2)."""

from datetime import date, timedelta

import pytest

from support_desk.shared.models import AuditEntry
from tests.factories import (
    NOW,
    a_client,
    a_complaint,
    a_contact,
    a_contract,
    a_message,
    a_project,
    a_report,
    a_task,
    a_ticket,
    a_time_entry,
    an_approval,
    an_employee,
    an_estimate,
    an_item,
    billed,
)
from tickets.models import CoverSpan


def a_served_client(owner, name="Kedr Furniture", **over):
    """A client with contract, contact, a waiting letter, an answer, a note and logged time."""
    client = a_client(name, **over)
    project = a_project(client, owner, name="Online store")
    a_contract(project, number="C-17", included_minutes=600)
    contact = a_contact(client, f"marina@{name.split()[0].lower()}.test", name="Marina Belova", phone="+74950000001")
    ticket = a_ticket(project, subject="Ten corrections", requester=contact)
    a_message(ticket, "out", NOW - timedelta(hours=5), body_text="We have answered seven of them.")
    a_message(ticket, "internal", NOW - timedelta(hours=4), body_text="SECRET-NOTE about the client")
    a_message(ticket, "in", NOW - timedelta(hours=3), body_text="And what about the other three?")
    a_time_entry(ticket, owner, billable_minutes=540, actual_minutes=540)
    return client


class TestList:
    @pytest.mark.parametrize("rows", [1, 3])
    def test_takes_seven_statements_however_many_rows(self, visit, statements, rows):
        manager = an_employee("manager")
        for index in range(rows):
            a_served_client(manager, f"Kedr{index} Furniture")
        # session, account, person; page, projects, figures; the rail's figures
        assert statements(visit(manager), "/clients/") == 7

    def test_shows_who_waits_and_hides_what_is_not_ones_own(self, visit):
        manager, stranger = an_employee("manager"), an_employee("manager")
        a_served_client(manager)
        page = visit(manager).get("/clients/").content.decode()
        assert "Kedr Furniture" in page and "Online store" in page
        assert "Kedr Furniture" not in visit(stranger).get("/clients/").content.decode()

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("kedr", True),
            ("marina", True),
            ("marina@kedr", True),
            ("4950000001", True),
            ("granit", False),
            ("\x00", True),
        ],
    )
    def test_finds_by_name_person_address_and_phone(self, visit, text, found):
        manager = an_employee("manager")
        a_served_client(manager)
        page = visit(manager).get("/clients/", {"q": text}).content.decode()
        assert ("Online store" in page) is found

    def test_views(self, visit):
        manager = an_employee("manager")
        a_served_client(manager, "Kedr Furniture")
        quiet = a_project(a_client("Quiet House"), manager).client
        a_project(a_client("Gone Ltd", is_active=False), manager)
        seen = {
            view: visit(manager).get("/clients/", {"view": view}).content.decode()
            for view in ("active", "mine", "waiting", "inactive", "nonsense")
        }
        assert "Kedr" in seen["waiting"] and quiet.name not in seen["waiting"]
        assert quiet.name in seen["mine"] and "Gone Ltd" not in seen["mine"]
        assert "Gone Ltd" in seen["inactive"] and "Kedr" not in seen["inactive"]
        assert "Kedr" in seen["nonsense"]

    def test_pages_by_cursor_forth_and_back(self, visit):
        manager = an_employee("manager")
        for index in range(53):
            a_project(a_client(f"Client no. {index:02d}"), manager)
        browser = visit(manager)
        first = browser.get("/clients/")
        assert "Client no. 49" in first.content.decode() and "Client no. 50" not in first.content.decode()
        second = browser.get(f"/clients/{first.context['older_url']}")
        assert "Client no. 50" in second.content.decode() and "Client no. 49" not in second.content.decode()
        assert not second.context["older_url"]
        back = browser.get(f"/clients/{second.context['newer_url']}")
        assert back.context["page"].rows[0].client.name == "Client no. 00"
        assert not back.context["newer_url"]

    def test_a_cursor_of_somebody_else_shows_the_first_page(self, visit):
        manager = an_employee("manager")
        a_served_client(manager)
        for cursor in ("zzz", "W10", "eyJhIjogMX0", "A" * 2000):
            assert "Kedr" in visit(manager).get("/clients/", {"cursor": cursor}).content.decode()


class TestPage:
    @pytest.mark.parametrize("rows", [1, 3])
    def test_takes_fourteen_statements_however_much_there_is(self, visit, statements, rows):
        manager = an_employee("manager")
        client = a_served_client(manager)
        for index in range(rows - 1):
            project = a_project(client, manager)
            a_contract(project)
            a_contact(client, f"more{index}@kedr.test", phone=f"+7495000010{index}")
            ticket = a_ticket(project, promised_until=NOW + timedelta(days=1))
            an_item(a_message(ticket, "in"))
            an_estimate(a_task(ticket), state="client", approval=an_approval(ticket))
            a_report(project, NOW.date().replace(day=1))
            a_complaint(a_message(ticket, "in"), by=manager, manager=manager)
        # session, account, person, client; matters, newest tickets, letters, projects, contracts, minutes, people,
        # the last report, complaints; rail
        assert statements(visit(manager), f"/clients/{client.pk}/") == 14

    def test_names_complaints_to_whom_they_are_no_secret(self, visit):
        manager, sales = an_employee("manager"), an_employee("sales")
        client = a_served_client(manager)
        ticket = a_ticket(a_project(client, manager))
        made = a_complaint(a_message(ticket, "in"), by=manager, manager=manager, what="Nobody calls back.")
        assert (
            f'href="/complaints/{made.pk}/">Nobody calls back.'
            in visit(manager).get(f"/clients/{client.pk}/").content.decode()
        )
        assert "Nobody calls back." not in visit(sales).get(f"/clients/{client.pk}/").content.decode()

    def test_tells_the_story(self, visit):
        manager = an_employee("manager", name="Anna Sheveleva")
        client = a_served_client(manager, tone_notes="Likes short letters.")
        page = visit(manager).get(f"/clients/{client.pk}/").content.decode()
        for part in (
            "1 matter waits for our answer",
            "Likes short letters.",
            "And what about the other three?",
            "We have answered seven of them.",
            "Anna Sheveleva",
            "marina@kedr.test",
            "+74950000001",
            "9 h of 10 h",
            "C-17",
        ):
            assert part in page, part
        assert "1 h left: tell the client" in page
        assert "SECRET-NOTE" not in page

    def test_tells_what_is_under_way_and_who_answers_now(self, visit):
        manager, cover = an_employee("manager", name="Anna Sheveleva"), an_employee("manager", name="Olga Mirskaya")
        client = a_served_client(manager)
        ticket, project = client.tickets.get(), client.projects.get()
        letter = ticket.messages.filter(direction="in").first()
        for state in ("answered", "open", "open"):
            an_item(letter, state=state, settled_at=NOW if state == "answered" else None)
        worker = an_employee("specialist", department=ticket.department, name="Timur Akhmetov")
        task = a_task(ticket, assignee=worker, title="Show the basket on phones")
        a_task(ticket, assignee=worker, title="An old thing", status="confirmed", finished_at=NOW)
        an_estimate(task, 150, state="client", approval=an_approval(ticket, 150, beyond_amount=2400))
        CoverSpan.objects.create(project=project, covered=manager, cover=cover, level="project", starts_at=NOW)
        page = visit(manager).get(f"/clients/{client.pk}/").content.decode()
        for part in (
            "1 of 3 points answered",
            "Show the basket on phones",
            "Timur Akhmetov",
            "2 h 30 min",
            "2,400.00",
            "Anna Sheveleva asked",
            "Olga Mirskaya answers now.",
            "for Anna Sheveleva",
        ):
            assert part in page, part
        assert "An old thing" not in page

    def test_the_last_report_stands_with_its_holes_or_its_questions(self, visit):
        manager = an_employee("manager")
        project = a_project(a_client(), manager)
        billed(project, client_text="")
        report = a_report(project, date(2026, 10, 1))
        place = f"/clients/{project.client_id}/"
        page = visit(manager).get(place).content.decode()
        assert "1 hole to fill" in page and f'href="/reports/{report.pk}/"' in page
        assert "Last report" not in visit(an_employee("sales")).get(place).content.decode()

    def test_promises_stand_with_their_dates(self, visit):
        manager = an_employee("manager")
        project = a_project(a_client(), manager)
        a_ticket(project, subject="Late one", promised_until=NOW - timedelta(hours=1))
        a_ticket(project, subject="Coming one", promised_until=NOW + timedelta(days=1))
        page = visit(manager).get(f"/clients/{project.client_id}/").content.decode()
        assert page.index("Late one") < page.index("Coming one")
        assert "Promise overdue" in page

    def test_sales_read_every_story_here_without_a_way_into_the_ticket(self, visit):
        manager, seller = an_employee("manager"), an_employee("sales")
        client = a_served_client(manager)
        browser = visit(seller)
        page = browser.get(f"/clients/{client.pk}/").content.decode()
        assert "And what about the other three?" in page
        assert "SECRET-NOTE" not in page
        number = client.tickets.get().number
        assert f'href="/tickets/{number}/"' not in page
        assert browser.get(f"/tickets/{number}/").status_code == 404

    def test_a_manager_of_another_project_sees_nothing_of_this_one(self, visit):
        owner, other = an_employee("manager"), an_employee("manager")
        client = a_served_client(owner)
        a_project(client, other, name="Second line")
        page = visit(other).get(f"/clients/{client.pk}/").content.decode()
        assert "Second line" in page
        for foreign in ("Ten corrections", "the other three", "Online store", "C-17"):
            assert foreign not in page

    def test_a_foreign_client_is_not_found(self, visit):
        client = a_served_client(an_employee("manager"))
        assert visit(an_employee("manager")).get(f"/clients/{client.pk}/").status_code == 404
        assert visit(an_employee("specialist")).post(f"/clients/{client.pk}/notes/").status_code == 404


class TestNotes:
    def test_are_saved_with_an_audit_entry(self, visit):
        manager = an_employee("manager")
        client = a_served_client(manager)
        visit(manager).post(f"/clients/{client.pk}/notes/", {"tone_notes": "<b>Do not call before 10.</b>"})
        client.refresh_from_db()
        assert client.tone_notes == "<b>Do not call before 10.</b>"
        assert AuditEntry.objects.get(action="client.update").after == {"tone_notes": client.tone_notes}
        page = visit(manager).get(f"/clients/{client.pk}/").content.decode()
        assert "&lt;b&gt;Do not call before 10.&lt;/b&gt;" in page

    def test_sales_read_and_do_not_write(self, visit):
        client = a_served_client(an_employee("manager"), tone_notes="Old words")
        seller = visit(an_employee("sales"))
        assert 'id="notes"' not in seller.get(f"/clients/{client.pk}/").content.decode()
        seller.post(f"/clients/{client.pk}/notes/", {"tone_notes": "New words"})
        client.refresh_from_db()
        assert client.tone_notes == "Old words"


class TestHours:
    @pytest.mark.parametrize("rows", [1, 3])
    def test_takes_eight_statements_however_many_contracts(self, visit, statements, rows):
        manager = an_employee("manager")
        client = a_served_client(manager)
        for index in range(rows - 1):
            a_contract(a_project(client, manager, name=f"Site {index}"), rollover_months=2)
        # session, account, person; client; contracts, minutes, what was sent; the rail's figures
        assert statements(visit(manager), f"/clients/{client.pk}/hours/") == 8

    def test_shows_each_month_with_what_goes_beyond(self, visit):
        manager = an_employee("manager")
        client = a_served_client(manager)
        a_time_entry(client.tickets.get(), manager, billable_minutes=90, actual_minutes=90)
        page = visit(manager).get(f"/clients/{client.pk}/hours/").content.decode()
        assert "November 2026" in page and "1,250.00" in page and "January 2026" in page
        assert "1 month went beyond the prepaid hours" in page
        assert visit(an_employee("manager")).get(f"/clients/{client.pk}/hours/").status_code == 404

    def test_a_client_without_a_contract_is_told_where_they_come_from(self, visit):
        manager = an_employee("manager")
        client = a_project(a_client(), manager).client
        assert "in the catalogue" in visit(manager).get(f"/clients/{client.pk}/hours/").content.decode()

    def test_a_development_is_proposed_in_the_words_of_the_client(self, visit):
        manager = an_employee("manager")
        project = a_served_client(manager, language="en").projects.get()
        page = visit(manager).get("/tickets/new/", {"project": project.pk, "propose": "1"}).content.decode()
        assert "Development of “Online store”" in page and "still free for “Online store”" in page
        assert "still free" not in visit(manager).get("/tickets/new/", {"propose": "1"}).content.decode()
