"""The promises of a ticket: on its page, in the dialog with how each came about, and by the API (S2, S3)."""

from datetime import timedelta

import pytest

from tests.factories import NOW, a_calendar, a_policy, a_project, an_employee
from tests.factories.api import api_of
from tests.tickets.sla.conftest import Desk
from tickets.actions.moving import move_ticket
from tickets.actions.replying import ReplyOptions, reply
from tickets.actions.sla.sweep import sweep
from tickets.domain.clocks import ClockKind, ClockState
from tickets.domain.statuses import Event
from tickets.models import Clock, Ticket
from tickets.queries.clock_words import business_wait
from workload.queries.calendars import calendar_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return a_calendar()


@pytest.fixture
def desk(office):
    a_policy(calendar=office, is_default=True, first_response=480)
    return Desk(a_project(owner=an_employee("manager", name="Anna Sheveleva")))


@pytest.fixture
def asked(desk):
    """Asked on Tuesday at 17:40 in Moscow; it is Wednesday noon."""
    return desk.asked(-(18 * 60 + 20))


def clocks(visit, desk, ticket):
    return visit(desk.project.owner).get(f"/tickets/{ticket.number}/clocks/").content.decode()


def test_the_page_tells_the_nearest_due_time_and_leads_to_its_reasons(visit, desk, asked):
    page = visit(desk.project.owner).get(f"/tickets/{asked.number}/").content.decode()
    assert "Due today 17:40" in page
    assert f'hx-get="/tickets/{asked.number}/clocks/"' in page


def test_a_due_time_explains_itself(visit, desk, asked):
    told = clocks(visit, desk, asked)
    for sentence in (
        "Started yesterday 17:40.",
        "20 min counted until yesterday 18:00.",
        "Night skipped until today 09:00.",
        "4 h counted until today 13:00.",
        "Break skipped until today 14:00.",
        "Due today 17:40.",
    ):
        assert sentence in told, told


def test_the_queue_asks_for_what_is_owed_alone(visit, desk, asked):
    """One running clock with its lines and since when the client waits; what is over is in the dialog only (S2)."""
    reply(ticket=asked, body="Soon", by=desk.owner, at=desk.at(-60), options=ReplyOptions(promised_until=desk.at(120)))
    desk.asked(-30, asked)
    browser, address = visit(desk.project.owner), f"/tickets/{asked.number}/clocks/?lines"
    told = browser.get(address).content.decode()
    assert "The client waits since" in told
    assert "Promised today 11:00 for today 14:00." in told
    assert told.index("Promise") < told.index("Next response") < told.index("Resolution")
    assert told.count("<ul>") == 1, "the nearest alone is told at length"
    assert "Met" not in told
    assert "<h2>" not in told
    assert "Met in time" in clocks(visit, desk, asked)
    assert visit(an_employee("manager")).get(address).status_code == 404


def test_without_a_policy_or_a_debt_it_says_so(visit, desk, asked):
    reply(ticket=asked, body="Here", by=desk.owner, at=desk.at(-60))
    move_ticket(ticket=asked, event=Event.RESOLVE, by=desk.owner, at=desk.at(-50))
    browser, address = visit(desk.project.owner), f"/tickets/{asked.number}/clocks/?lines"
    assert "Nothing is due at present." in browser.get(address).content.decode()
    Ticket.objects.update(sla_policy=None)
    assert "No SLA policy applies" in browser.get(address).content.decode()


def test_it_tells_what_was_escalated_and_what_came_of_it(visit, desk):
    ticket = desk.asked(-6 * 24 * 60)
    sweep(at=NOW - timedelta(hours=1))
    reply(ticket=ticket, body="Sorry", by=desk.owner, at=NOW - timedelta(minutes=5), options=ReplyOptions(then=None))
    told = clocks(visit, desk, ticket)
    for words in ("Not kept in time", "Told: Director", "Met too late", "Anna Sheveleva"):
        assert words in told, told


def test_a_repeated_promise_is_said(visit, desk, asked):
    for minutes in (5, 6):
        options = ReplyOptions(then=None, promised_until=desk.at(minutes * 100))
        reply(ticket=asked, body="By then", by=desk.owner, at=desk.at(minutes - 10), options=options)
    told = clocks(visit, desk, asked)
    assert "An answer was promised 2 times." in told
    assert "No longer counted: another time was promised." in told


def test_a_pause_is_told(visit, desk, asked):
    reply(ticket=asked, body="What?", by=desk.owner, at=desk.at(-10))
    assert "nothing is due while we wait for the client." in clocks(visit, desk, asked)


def test_without_a_policy_it_says_so(visit):
    desk = Desk(a_project())
    assert "No SLA policy" in clocks(visit, desk, desk.asked(-10))


def test_the_dialog_takes_the_same_statements_for_one_and_five_clocks(visit, statements, desk, asked):
    browser = visit(desk.project.owner)
    url = f"/tickets/{asked.number}/clocks/"
    browser.get(url)
    few = statements(browser, url)
    for minutes in (-50, -40, -30):
        reply(ticket=asked, body="x", by=desk.owner, at=desk.at(minutes), options=ReplyOptions(then=None))
        desk.asked(minutes + 5, asked)
    assert Clock.objects.filter(ticket=asked).count() == 5
    assert statements(browser, url) == few


def test_somebody_else_finds_nothing(visit, desk, asked):
    stranger = an_employee("manager")
    assert visit(stranger).get(f"/tickets/{asked.number}/clocks/").status_code == 404
    assert api_of(stranger).get(f"/api/v1/tickets/{asked.number}/clocks/").status_code == 404


def test_the_api_gives_clocks_with_pauses_and_steps(desk):
    ticket = desk.asked(-6 * 24 * 60)
    sweep(at=desk.at(-60))
    reply(ticket=ticket, body="What?", by=desk.owner, at=desk.at(-5))
    client = api_of(desk.project.owner)
    first, resolution = client.get(f"/api/v1/tickets/{ticket.number}/clocks/").json()["results"]
    assert (first["kind"], first["state"], first["due_at"]) == ("first_response", "met", None)
    assert [step["step"] for step in first["steps"]][:3] == ["warn", "breach", "manager"]
    assert first["answerer"]["name"] == "Anna Sheveleva"
    assert [pause["ends_at"] for pause in resolution["pauses"]] == [None]
    shown = client.get(f"/api/v1/tickets/{ticket.number}/").json()
    assert (shown["next_due_at"], shown["next_due_kind"]) == (None, "")


def test_waiting_is_told_in_working_time(office):
    calendar = calendar_of(office.pk)
    assert business_wait(NOW - timedelta(hours=24), calendar, NOW) == 480
    assert business_wait(NOW - timedelta(hours=24), None, NOW) == 1440


def test_the_rule_knows_the_kinds_and_states_of_the_rows():
    assert {kind.value for kind in ClockKind} == set(Clock.Kind.values)
    assert {state.value for state in ClockState} == set(Clock.State.values)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-(18 * 60 + 20), "Due today 17:40"), (-20 * 60, "Due today 16:00"), (-9 * 24 * 60, "Overdue since")],
)
def test_the_queue_tells_what_is_due_and_the_view_of_today_holds_it(visit, desk, minutes, words):
    ticket = desk.asked(minutes)
    for view in ("mine", "due_today"):
        page = visit(desk.project.owner).get(f"/queue/?view={view}").content.decode()
        assert words in page, page
        assert f"/tickets/{ticket.number}/" in page


def test_what_is_due_tomorrow_is_not_due_today(visit, desk):
    ticket = desk.asked(-10)
    assert f"/tickets/{ticket.number}/" not in visit(desk.project.owner).get("/queue/?view=due_today").content.decode()
