"""Walking the queue by keyset shows every ticket once, in every order."""

from datetime import timedelta

import pytest

from tests.factories import NOW, a_project, a_ticket, an_employee
from tickets.models import Priority
from tickets.queries.queue_order import Sort, read_cursor, write_cursor


@pytest.fixture
def manager(db):
    return an_employee("manager")


@pytest.fixture
def tickets(manager):
    project = a_project(owner=manager)
    made = []
    for index in range(120):
        # Equal times and many without a wait: only the last key tells them apart.
        at = NOW - timedelta(minutes=index // 7)
        since = at if index % 3 else None
        made.append(
            a_ticket(project, created_at=at, waiting_since=since, priority=Priority(1 + index % 4), subject=str(index))
        )
    return made


@pytest.mark.parametrize("sort", list(Sort))
def test_every_ticket_once(visit, manager, tickets, sort):
    browser, seen, cursor, sizes = visit(manager), [], "", []
    while True:
        page = browser.get("/queue/", {"view": "mine", "sort": sort, "cursor": cursor})
        found = [row.number for row in page.context["rows"]]
        seen += found
        sizes.append(len(found))
        cursor = page.context["older"]
        if not cursor:
            break
    assert sizes == [50, 50, 20]
    assert sorted(seen) == sorted(ticket.number for ticket in tickets)


@pytest.mark.parametrize("sort", list(Sort))
def test_the_next_page_takes_as_many_statements(visit, statements, manager, tickets, sort):
    browser = visit(manager)
    cursor = browser.get("/queue/", {"sort": sort}).context["older"]
    assert statements(browser, f"/queue/?sort={sort}&cursor={cursor}") == 6


@pytest.mark.parametrize(
    "odd", ["x", "%00", "W10", "WyJhIl0", "WzEsMl0", "eyJhIjoxfQ", "W251bGwsbnVsbCxudWxsXQ", "a" * 5000]
)
def test_a_cursor_that_is_not_ours_shows_the_first_page(visit, manager, tickets, odd):
    page = visit(manager).get("/queue/", {"cursor": odd})
    assert page.status_code == 200
    assert len(page.context["rows"]) == 50


@pytest.mark.parametrize("values", [[None, None, 1], ["2026-01-01T00:00:00", NOW.isoformat(), 1], [1, 2, 3], [2**70]])
def test_values_of_the_wrong_kind_are_no_place(values):
    import base64
    import json

    text = base64.urlsafe_b64encode(json.dumps(values).encode()).decode()
    assert read_cursor(Sort.WAITING, text) is None


def test_a_cursor_comes_back_as_it_went():
    place = {"waiting_since": None, "last_message_at": NOW, "id": 7}
    assert read_cursor(Sort.WAITING, write_cursor(Sort.WAITING, place)) == place
