"""What pages say when the normal answerer is not there (L4, S7)."""

from datetime import timedelta

import pytest

from tests.factories import (
    NOW,
    a_cover_span,
    a_department,
    a_message,
    a_project,
    a_ticket,
    a_time_entry,
    an_absence,
    an_employee,
)
from tickets.actions.cover import reroute
from tickets.models import AwayDigest, Clock, CoverSpan

pytestmark = pytest.mark.django_db
# session, account, person; the rail's figures; the digest, its tickets, who waits, who covered
STATEMENTS = 8


@pytest.fixture
def department():
    return a_department()


@pytest.fixture
def manager(department):
    return an_employee("manager", department=department, name="Anna Orlova")


@pytest.fixture
def operator(department):
    return an_employee("operator", department=department, name="Olga Operator")


@pytest.fixture
def ticket(manager):
    ticket = a_ticket(a_project(owner=manager))
    a_message(ticket, "in", NOW - timedelta(hours=1))
    return ticket


@pytest.fixture
def covered(ticket, manager, operator):
    """The manager is absent for three days, the operator answers."""
    an_absence(manager, days=3, type="sickness")
    reroute(at=NOW)
    return ticket


def page_of(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_nothing_is_said_while_the_answerer_is_here(visit, ticket, operator):
    assert "ticket-absence" not in page_of(visit(operator), f"/tickets/{ticket.number}/")


def test_the_ticket_says_who_answers_and_until_when_and_not_why(visit, covered, manager, operator, department):
    assert "You are covering for Anna Orlova. Absent until Sat." in page_of(
        visit(operator), f"/tickets/{covered.number}/"
    )
    head = an_employee("head", department=department)
    page = page_of(visit(head), f"/tickets/{covered.number}/")
    assert "Anna Orlova: Absent until Sat. Olga Operator answers instead." in page
    assert "ickness" not in page


def test_with_nobody_there_it_says_so(visit, ticket, manager):
    an_absence(manager)
    assert "Nobody answers instead now." in page_of(visit(manager), f"/tickets/{ticket.number}/")


def test_the_queue_names_the_cover_and_the_view_of_the_cover_holds_it(visit, covered, manager, operator):
    row = visit(manager).get("/queue/").context["rows"][0]
    assert "Olga Operator answers in the absence of Anna Orlova" in row.who
    view = visit(operator).get("/queue/?view=covering")
    assert [each.number for each in view.context["rows"]] == [covered.number]
    assert "Covering" in view.context["rows"][0].who


def test_take_hand_over_and_give_back_by_click(visit, covered, operator, department):
    browser, address = visit(operator), f"/tickets/{covered.number}"
    colleague = an_employee("manager", department=department)
    assert browser.post(f"{address}/take/").status_code == 200
    assert CoverSpan.objects.get(ticket=covered, ends_at=None).level == "taken"
    assert browser.get(f"{address}/hand-over/").status_code == 200
    assert browser.post(f"{address}/hand-over/", {"to": colleague.pk}).status_code == 200
    assert CoverSpan.objects.get(ticket=covered, ends_at=None).cover == colleague
    assert browser.post(f"{address}/give-back/").status_code == 200
    assert not CoverSpan.objects.filter(ticket=covered, ends_at=None).exists()


def test_handing_over_to_somebody_who_is_away_is_refused_at_its_field(visit, covered, operator, department):
    away = an_employee("manager", department=department)
    an_absence(away)
    answer = visit(operator).post(f"/tickets/{covered.number}/hand-over/", {"to": away.pk})
    assert answer.status_code == 422
    assert "is not here now" in answer.content.decode()


def test_the_day_shows_cover_time(visit, covered, manager, operator):
    a_time_entry(covered, operator, covered_for=manager)
    assert "in the absence of Anna Orlova" in page_of(visit(operator), "/time/")


@pytest.mark.parametrize("tickets", [1, 3])
def test_the_digest_tells_what_happened(visit, statements, manager, operator, ticket, tickets):
    for _ in range(tickets):
        written = a_ticket(ticket.project, promised_until=NOW + timedelta(days=1))
        a_message(written, "in", NOW - timedelta(minutes=50))
        a_message(written, "out", NOW - timedelta(minutes=40), author=operator, author_name="Olga Operator")
    Clock.objects.create(
        ticket=written,
        kind="promise",
        state="met",
        promised_for=NOW,
        started_at=NOW - timedelta(hours=2),
        breached_at=NOW - timedelta(minutes=45),
        finished_at=NOW,
    )
    a_cover_span(ticket.project, operator, starts_at=NOW - timedelta(hours=2), ends_at=NOW)
    digest = AwayDigest.objects.create(employee=manager, starts_at=NOW - timedelta(hours=2), ends_at=NOW)
    browser = visit(manager)
    assert statements(browser, f"/away/{digest.pk}/") == STATEMENTS
    page = browser.get(f"/away/{digest.pk}/")
    told = page.context["page"]
    assert len(told.written) == tickets + 1
    assert [each.pk for each in told.waiting] == [ticket.pk]
    assert (told.breached, told.covers) == (1, [("Olga Operator", 1)])
    assert "Olga Operator" in page.content.decode()
    assert f"/away/{digest.pk}/" in page_of(browser, "/away/")
    assert visit(operator).get(f"/away/{digest.pk}/").status_code == 404


def test_a_quiet_absence_and_no_absence_teach(visit, manager):
    assert "You were not away yet" in page_of(visit(manager), "/away/")
    digest = AwayDigest.objects.create(employee=manager, starts_at=NOW - timedelta(hours=2), ends_at=NOW)
    assert "Nobody wrote meanwhile" in page_of(visit(manager), f"/away/{digest.pk}/")
