"""Search by word forms over subjects, letters, people and numbers, within what one may see (T8, P3)."""

from datetime import timedelta

import pytest

from tests.factories import (
    NOW,
    a_client,
    a_contact,
    a_lead,
    a_message,
    a_project,
    a_task,
    a_ticket,
    an_employee,
    viewer,
)
from tickets.queries import search_candidates as candidates_module
from tickets.queries.palette import suggestions
from tickets.queries.search import search_page
from tickets.queries.search_hits import marked


@pytest.fixture
def manager(db):
    return an_employee("manager")


def found(manager, text):
    return [hit.ticket.subject for hit in search_page(viewer(manager), text).hits]


class TestWordForms:
    @pytest.mark.parametrize("text", ["счета", "счет", "счетов", "СЧЁТ".replace("Ё", "Е"), "счетом"])
    def test_russian_subject(self, manager, text):
        a_ticket(a_project(owner=manager), subject="Вопрос по счету за октябрь")
        assert found(manager, text) == ["Вопрос по счету за октябрь"]

    @pytest.mark.parametrize("text", ["invoice", "invoices", "Invoicing", "INVOICED"])
    def test_english_letter(self, manager, text):
        ticket = a_ticket(a_project(owner=manager), subject="Question")
        a_message(ticket, "in", body_text="Where are the invoices for October?")
        assert found(manager, text) == ["Question"]

    def test_all_words_phrases_and_exclusions(self, manager):
        project = a_project(owner=manager)
        a_ticket(project, subject="Price import fails")
        a_ticket(project, subject="Import of the catalogue price")
        assert len(found(manager, "price import")) == 2
        assert found(manager, '"price import"') == ["Price import fails"]
        assert found(manager, "import -fails") == ["Import of the catalogue price"]

    def test_small_words_alone_find_nothing_and_say_so(self, manager):
        a_ticket(a_project(owner=manager), subject="The and of it")
        page = search_page(viewer(manager), "the and")
        assert page.is_too_small and page.found_nothing


class TestPeople:
    def test_a_name_in_another_form_an_address_and_a_phone(self, manager):
        project = a_project(a_client("Кедр"), manager)
        contact = a_contact(project.client, "m.ivanova@kedr.test", name="Марина Иванова", phone="+74951234567")
        a_ticket(project, subject="Matter", requester=contact)
        for text in ("Ивановой", "марина", "m.ivanova@kedr.test", "ivanova@kedr", "495 123-45-67"):
            page = search_page(viewer(manager), text)
            assert [each.name for each in page.contacts] == ["Марина Иванова"], text
            assert [hit.ticket.subject for hit in page.hits] == ["Matter"], text
        assert [client.name for client in search_page(viewer(manager), "кедра").clients] == ["Кедр"]

    def test_a_lead_by_its_address(self, db):
        operator = an_employee("operator")
        department = operator.employments.get().department
        a_lead(department, requester_address="hello@forest-spa.test", subject="A site by May")
        assert found(operator, "hello@forest-spa.test") == ["A site by May"]


class TestVisibility:
    def test_nothing_of_others_is_found_counted_or_suggested(self, manager):
        other = an_employee("manager")
        project = a_project(a_client("Canary Ltd"), other)
        contact = a_contact(project.client, "canary@canary.test", name="Canary Person", phone="+79990001122")
        ticket = a_ticket(project, subject="Canary subject", requester=contact)
        a_message(ticket, "in", body_text="canary body")
        for text in ("canary", "canary@canary.test", "9990001122", str(ticket.number), f"#{ticket.number}"):
            page = search_page(viewer(manager), text)
            assert page.found_nothing and page.ticket_number is None, text
            offered = suggestions(viewer(manager), text)
            assert not offered.tickets and not offered.clients, text
        assert found(other, "canary") == ["Canary subject"]

    def test_a_taken_back_reply_is_not_found(self, manager):
        ticket = a_ticket(a_project(owner=manager), subject="Matter")
        a_message(ticket, "out", body_text="regrettable words", retracted_at=NOW)
        assert found(manager, "regrettable") == []

    def test_sales_find_clients_and_no_tickets(self, db):
        a_ticket(a_project(a_client("Kedr Furniture")), subject="Kedr matter")
        page = search_page(viewer(an_employee("sales")), "kedr")
        assert [client.name for client in page.clients] == ["Kedr Furniture"]
        assert page.hits == []


class TestResult:
    def test_newest_first_with_the_newest_matching_letter(self, manager):
        project = a_project(owner=manager)
        old, new = a_ticket(project, subject="Old"), a_ticket(project, subject="New")
        a_message(old, "in", NOW - timedelta(days=2), body_text="bonus cards")
        a_message(new, "in", NOW - timedelta(days=1), body_text="bonus cards once")
        a_message(new, "internal", NOW, body_text="bonus cards twice")
        page = search_page(viewer(manager), "bonus")
        assert [hit.ticket.subject for hit in page.hits] == ["New", "Old"]
        assert page.hits[0].snippet == "<mark>bonus</mark> cards twice"

    def test_pages_by_cursor(self, manager):
        project = a_project(owner=manager)
        for index in range(23):
            a_ticket(project, subject=f"Bonus {index:02d}", last_message_at=NOW - timedelta(minutes=index))
        first = search_page(viewer(manager), "bonus")
        second = search_page(viewer(manager), "bonus", cursor=first.older)
        assert (len(first.hits), len(second.hits)) == (20, 3)
        assert second.hits[0].ticket.subject == "Bonus 20"
        assert not second.older

    def test_a_common_word_is_looked_for_in_the_newest_tickets_and_says_so(self, manager, monkeypatch):
        project = a_project(owner=manager)
        a_ticket(project, subject="Bonus old")
        a_ticket(project, subject="Bonus new")
        monkeypatch.setattr(candidates_module, "COMMON_FROM", -1)
        monkeypatch.setattr(candidates_module, "COMMON_ABOVE_SHARE", -1)
        monkeypatch.setattr(candidates_module, "NEWEST_TICKETS", 1)
        page = search_page(viewer(manager), "bonus")
        assert page.is_narrowed
        assert [hit.ticket.subject for hit in page.hits] == ["Bonus new"]

    def test_a_common_word_is_found_in_a_ticket_where_one_has_a_task(self, db, monkeypatch):
        specialist = an_employee("specialist")
        a_task(a_ticket(subject="Bonus cards"), assignee=specialist)
        a_ticket(subject="Bonus of others")
        monkeypatch.setattr(candidates_module, "COMMON_FROM", -1)
        monkeypatch.setattr(candidates_module, "COMMON_ABOVE_SHARE", -1)
        assert found(specialist, "bonus") == ["Bonus cards"]

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            ("a \ue000b\ue001 c", "a <mark>b</mark> c"),
            ("<script>\ue000x\ue001", "&lt;script&gt;<mark>x</mark>"),
            ("\ue000<b>\ue001", "<mark>&lt;b&gt;</mark>"),
            ("\ue000 never closed", " never closed"),
            ("{} {0}", "{} {0}"),
        ],
    )
    def test_marking_escapes_every_piece(self, text, shown):
        assert marked(text) == shown


class TestPageItself:
    @pytest.mark.parametrize("rows", [1, 3])
    def test_takes_thirteen_statements_however_many_hits(self, visit, statements, manager, rows):
        project = a_project(owner=manager)
        for _index in range(rows):
            a_message(a_ticket(project, subject="Bonus"), "in", body_text="bonus cards")
        # session, account, person; words, estimate, contacts, clients, candidates, tickets; shown: three; rail
        assert statements(visit(manager), "/search/?q=bonus") == 13

    def test_a_number_leads_straight_to_the_ticket(self, visit, manager):
        ticket = a_ticket(a_project(owner=manager))
        answer = visit(manager).get("/search/", {"q": f"#{ticket.number}"})
        assert answer.headers["Location"] == f"/tickets/{ticket.number}/"

    @pytest.mark.parametrize(
        "text",
        [
            "",
            " ",
            "'",
            '"',
            "a & | ! <-> b",
            "\x00",
            "((",
            "%",
            "_",
            "\\",
            "<script>alert(1)</script>",
            "9" * 30,
            "ж" * 900,
            "-x",
            "😀",
        ],
    )
    def test_anything_may_be_typed(self, visit, manager, text):
        a_ticket(a_project(owner=manager), subject="Matter")
        answer = visit(manager).get("/search/", {"q": text})
        assert answer.status_code == 200
        assert b"<script>alert" not in answer.content
        assert visit(manager).get("/search/palette/", {"q": text}).status_code == 200

    def test_hostile_text_is_shown_as_text(self, visit, manager):
        ticket = a_ticket(a_project(owner=manager), subject="Bonus <img src=x onerror=alert(1)>")
        a_message(ticket, "in", body_text='bonus <script>alert("x")</script>')
        page = visit(manager).get("/search/", {"q": "bonus"}).content.decode()
        assert "<img src=x" not in page and "<script>alert" not in page
        assert "<mark>Bonus</mark> &lt;img" in page

    def test_palette_offers_beginnings(self, visit, manager):
        ticket = a_ticket(a_project(a_client("Invoice Works"), manager), subject="The invoice of October")
        page = visit(manager).get("/search/palette/", {"q": "invo"}).content.decode()
        assert f"/tickets/{ticket.number}/" in page and f"/clients/{ticket.client_id}/" in page
        assert (
            f"/tickets/{ticket.number}/"
            in visit(manager).get("/search/palette/", {"q": str(ticket.number)}).content.decode()
        )
