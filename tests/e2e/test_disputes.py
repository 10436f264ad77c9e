"""Disputes as the three parties go through them: every way one ends, and who judges."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from playwright.sync_api import expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from disputes.actions.answering import contest_dispute
from disputes.models import Dispute
from tests import factories as make
from tests.e2e.conftest import LogIn
from tests.e2e.fair_play import a_rule, answer, assert_accessible, chosen, moved, opened, run_due
from tests.factories import NOW
from tickets.models import Project
from workload.models import Department, Employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]
SECOND = timedelta(seconds=1)
# The 25th is the seventh day after the 18th; it ends in Vladivostok ten hours before it does in London.
SEVENTH_DAY_IS_OVER = datetime(2026, 11, 25, 14, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_wednesday(settings: Settings) -> Iterator[None]:
    settings.DEMO, settings.SECOND_FACTOR_ROLES = True, ()
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def department(manager: Employee) -> Department:
    return manager.employments.get().department


@pytest.fixture
def head(department: Department) -> Employee:
    return make.an_employee("head", department=department, name="Vera Lantsova")


@pytest.fixture
def initiator(department: Department) -> Employee:
    return make.an_employee("operator", department=department, name="Timur Gareev")


@pytest.fixture
def director(head: Employee) -> Employee:
    return make.an_employee("director", name="Dina Orlova")


def test_opened_from_a_message_and_accepted(
    log_in: LogIn,
    live_server: LiveServer,
    project: Project,
    manager: Employee,
    head: Employee,
    initiator: Employee,
) -> None:
    a_rule(head, manager)
    ticket = make.a_ticket(project, requester=project.client.contacts.get(), subject="Pay by QR")
    make.a_message(ticket, "in", NOW - timedelta(days=3), body_text="Can guests pay by QR?")
    reply = make.a_message(ticket, "out", NOW - timedelta(days=1), body_text="We shall see.")

    page = log_in(initiator)
    page.goto(f"{live_server.url}/tickets/{ticket.number}/")
    page.locator(f"#m{reply.pk}").get_by_role("button", name="With this message").click()
    page.get_by_role("dialog").get_by_role("link", name="Open a dispute").click()
    expect(page.get_by_role("radio", name="Anna Sheveleva")).to_be_checked()
    expect(page.get_by_label("Ticket number")).to_have_value(str(ticket.number))
    expect(page.get_by_label("In one line")).to_have_value("Pay by QR")
    page.wait_for_load_state()
    page.get_by_role("radio", name="Every letter gets an answer within a day.").check()
    page.get_by_label("What happened").fill("The client waited for two days.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Pay by QR")
    expect(page.get_by_role("heading", name="Anna Sheveleva has the word")).to_be_visible()

    page = log_in(manager)
    page.goto(f"{live_server.url}/disputes/?view=answer")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="The letter it is about")).to_contain_text("Can guests pay by QR?")
    page.wait_for_load_state()
    expect(page.get_by_role("region", name="The letter it is about")).to_contain_text("We shall see.")
    assert_accessible(page)
    answer(page)
    assert moved(page) == {"Timur Gareev": "+1", "Anna Sheveleva": "−1"}
    assert Dispute.objects.get().state == "accepted"


def test_silence_decides_when_the_seventh_day_of_the_respondent_is_over(
    log_in: LogIn, live_server: LiveServer, head: Employee, initiator: Employee, department: Department
) -> None:
    respondent = make.an_employee(
        "manager", department=department, name="Eva Sokolova", timezone="Asia/Vladivostok"
    )  # fmt: skip
    dispute = make.a_dispute(initiator, respondent, version=a_rule(head, respondent))
    address = f"{live_server.url}/disputes/{dispute.pk}/"
    with time_machine.travel(SEVENTH_DAY_IS_OVER - timedelta(minutes=1), tick=True):
        run_due(SEVENTH_DAY_IS_OVER - SECOND)
        page = log_in(respondent)
        page.goto(address)
        expect(page.get_by_role("button", name="Answer", exact=True)).to_be_visible()
        expect(page.locator(".page-head")).to_contain_text("Waits for an answer")
    with time_machine.travel(SEVENTH_DAY_IS_OVER, tick=True):
        run_due(SEVENTH_DAY_IS_OVER)
        page = log_in(respondent)
        page.goto(address)
        expect(page.locator(".page-head")).to_contain_text("Decided by silence")
        expect(page.get_by_role("button", name="Answer", exact=True)).to_have_count(0)
        assert moved(page) == {"Timur Gareev": "+1", "Eva Sokolova": "−1"}
        run_due(SEVENTH_DAY_IS_OVER + SECOND)
        page.reload()
        assert moved(page) == {"Timur Gareev": "+1", "Eva Sokolova": "−1"}


def test_contested_and_decided_in_each_of_the_four_ways(
    log_in: LogIn, live_server: LiveServer, manager: Employee, head: Employee, initiator: Employee
) -> None:
    disputes = {
        key: make.a_dispute(initiator, manager, title=f"Event {key}", version=a_rule(head, manager, code=f"R-{key}"))
        for key in "1234"
    }
    page = log_in(manager)
    page.goto(f"{live_server.url}/disputes/?view=answer")
    opened(page, "Event 1")
    answer(page, "I was asked to wait.")
    expect(page.get_by_role("article").filter(has_text="Explanation")).to_contain_text("I was asked to wait.")
    for key in "234":
        contest_dispute(dispute=disputes[key], explanation="It was not so.", by=make.viewer(manager), at=NOW)

    page = log_in(head)
    outcomes = {
        "1": ("Initiator is right", {"Timur Gareev": "+2", "Anna Sheveleva": "−2"}),
        "2": ("Respondent is right", {"Timur Gareev": "−2", "Anna Sheveleva": "+2"}),
        "3": ("Both are right", {}),
        "4": ("Both are wrong", {}),
    }
    for key, (verdict, points) in outcomes.items():
        page.goto(f"{live_server.url}/disputes/?view=judge")
        opened(page, f"Event {key}")
        if key == "3":
            assert_accessible(page)
        chosen(page, key, verdict)
        page.get_by_label("Reasons, both sides will read them").fill(f"Reason {key}.")
        page.keyboard.press("Control+Enter")
        expect(page.get_by_role("heading", name="Reasons of the verdict")).to_be_visible()
        expect(page.locator(".page-head")).to_contain_text(verdict)
        assert moved(page) == points
    page.goto(f"{live_server.url}/regulations/revisions/")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 rules are being mended")
    for code, is_mended in (("R-1", 0), ("R-2", 0), ("R-3", 1), ("R-4", 1)):
        expect(page.get_by_role("region", name=code)).to_have_count(is_mended)


def test_withdrawn_before_it_is_answered(
    log_in: LogIn, live_server: LiveServer, manager: Employee, head: Employee, initiator: Employee
) -> None:
    dispute = make.a_dispute(initiator, manager, version=a_rule(head, manager))
    page = log_in(initiator)
    page.goto(f"{live_server.url}/disputes/{dispute.pk}/")
    page.get_by_text("Withdraw it").click()
    page.get_by_role("button", name="Withdraw the dispute").click()
    expect(page.locator(".page-head")).to_contain_text("Withdrawn")
    page = log_in(manager)
    page.goto(f"{live_server.url}/disputes/{dispute.pk}/")
    expect(page.locator(".page-head")).to_contain_text("No points moved")
    expect(page.get_by_role("button", name="Answer", exact=True)).to_have_count(0)
    assert moved(page) == {}


def test_a_manager_who_is_a_party_is_not_the_arbiter(
    log_in: LogIn, live_server: LiveServer, manager: Employee, head: Employee, director: Employee
) -> None:
    a_rule(head, manager)
    page = log_in(head)
    page.goto(f"{live_server.url}/disputes/new/")
    with page.expect_response("**/disputes/new/people/*"):
        page.get_by_label("Who broke the rule").fill("Shevel")
    expect(page.get_by_role("radiogroup", name="Respondent").get_by_role("radio")).to_have_count(1)
    page.get_by_role("radio", name="Anna Sheveleva").check()
    page.get_by_role("radio", name="A promise is kept.").check()
    page.get_by_label("In one line").fill("Promised on Monday")
    page.get_by_label("What happened").fill("Nothing was sent on Monday.")
    page.get_by_role("button", name="Open the dispute").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Promised on Monday")
    address = page.url

    page = log_in(manager)
    page.goto(address)
    answer(page, "The client had asked for Tuesday.")
    arbiter = page.get_by_role("listitem").filter(has_text="Arbiter").filter(has_text="Dina Orlova")
    expect(arbiter).to_contain_text("Why: the director")
    arbiter.get_by_text("Who was asked before").click()
    expect(arbiter).to_contain_text("Vera Lantsova: is the initiator")

    page = log_in(head)
    page.goto(address)
    expect(page.get_by_role("heading", name="The arbiter has the word")).to_be_visible()
    expect(page.get_by_role("button", name="Give verdict")).to_have_count(0)

    page = log_in(director)
    page.goto(f"{live_server.url}/disputes/?view=judge")
    opened(page, "Promised on Monday")
    chosen(page, "2", "Respondent is right")
    page.get_by_label("Reasons, both sides will read them").fill("Tuesday it was.")
    page.get_by_role("button", name="Give verdict").click()
    assert moved(page) == {"Vera Lantsova": "−2", "Anna Sheveleva": "+2"}
