"""`/disputes/`: what waits first, narrowed by the address, as many statements for one row as for three."""

from datetime import timedelta

import pytest

from disputes.actions.answering import accept_dispute, contest_dispute
from tests import factories as make
from tests.disputes.court import a_court
from tests.factories import NOW

pytestmark = pytest.mark.django_db
ADDRESS = "/disputes/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    """The director's account asks for one; that is tested with the log-in."""
    settings.SECOND_FACTOR_ROLES = ()


def page_of(browser, query=""):
    answer = browser.get(ADDRESS + query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_whoever_is_asked_finds_it_first_with_the_days_left(visit):
    court = a_court(title="Late by two days", opened_at=NOW - timedelta(days=2))
    page = page_of(visit(court.respondent))
    assert "Late by two days" in page
    assert "5 days left" not in page and "6 days left" in page  # today still counts
    assert page.count('<li data-s="gone"') == 1
    assert 'aria-current="true" href="?view=answer"' in page
    assert 'data-tone="soon"' in page[: page.index('id="content"')]  # the rail says so everywhere


def test_the_arbiter_finds_what_is_contested_and_others_what_is_theirs(visit):
    court = a_court(title="Whose word")
    contest_dispute(dispute=court.dispute, explanation="It was not.", by=court.by("respondent"), at=NOW)
    assert "To judge" in page_of(visit(court.head))
    assert "Whose word" in page_of(visit(court.head), "?view=judge")
    assert "Whose word" in page_of(visit(court.initiator), "?view=opened")
    assert "Whose word" in page_of(visit(court.respondent), "?view=against")
    assert "Whose word" in page_of(visit(court.director), "?view=all")
    stranger = make.an_employee("manager", department=make.a_department())
    for view in ("", "?view=all", "?view=decided", "?view=opened"):
        assert "Whose word" not in page_of(visit(stranger), view)


def test_what_is_decided_shows_ones_own_points(visit):
    court = a_court()
    accept_dispute(dispute=court.dispute, by=court.by("respondent"), at=NOW)
    assert "<b>+1</b>" in page_of(visit(court.initiator), "?view=decided")
    assert "<b>−1</b>" in page_of(visit(court.respondent), "?view=decided")
    assert "<b>+1 / −1</b>" in page_of(visit(court.director), "?view=decided")


@pytest.mark.parametrize(
    ("query", "is_found"),
    [
        ("state=open", True),
        ("state=accepted", False),
        ("q=third", True),
        ("q=never", False),
        ("state=nonsense", True),  # what cannot be read narrows nothing
        ("sort=-opened", True),
        ("sort=respond_by;drop", True),
        ("cursor=nonsense", True),
        ("regulation=999999", False),
    ],
)
def test_filters_and_order_are_in_the_address(visit, query, is_found):
    court = a_court(title="Answered on the third day")
    assert ("third day" in page_of(visit(court.respondent), f"?view=answer&{query}")) is is_found


def test_a_ticket_narrows_to_its_own_disputes(visit):
    ticket = make.a_ticket()
    court = a_court(title="About the ticket")
    make.a_dispute(court.initiator, court.respondent, title="About it, too", ticket=ticket)
    found = page_of(visit(court.director), f"?view=all&ticket={ticket.number}")
    assert "About it, too" in found and "About the ticket" not in found
    assert "About it, too" not in page_of(visit(court.director), f"?view=all&ticket={ticket.number + 1}")


def test_each_view_teaches_what_would_stand_in_it(visit):
    loner = visit(make.an_employee("manager", department=make.a_department()))
    for view in ("answer", "judge", "opened", "against", "decided", "all"):
        assert 'class="empty"' in page_of(loner, f"?view={view}")


def test_rows_cost_no_statement(visit, statements):
    court = a_court()
    browser = visit(court.respondent)
    page_of(browser)
    assert statements(browser, ADDRESS) == 6
    for _more in range(2):
        make.a_dispute(court.initiator, court.respondent)
    assert statements(browser, ADDRESS) == 6
