"""A reply is reviewed by keyboard, a finding becomes a dispute; a complaint is not decided by whom it concerns."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from disputes.models import Complaint, Dispute
from tests import factories as make
from tests.e2e.conftest import LogIn
from tests.e2e.fair_play import a_rule, assert_accessible
from tests.factories import NOW
from tests.factories.disputes import a_review
from tickets.models import Message, Project
from workload.models import Employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
]


@pytest.fixture(autouse=True)
def _on_a_wednesday(settings: Settings) -> Iterator[None]:
    settings.SECOND_FACTOR_ROLES = ()
    with time_machine.travel(NOW, tick=True):
        yield


@pytest.fixture
def head(manager: Employee) -> Employee:
    return make.an_employee("head", department=manager.employments.get().department, name="Vera Lantsova")


@pytest.fixture
def operator(head: Employee) -> Employee:
    return make.an_employee("operator", department=head.employments.get().department, name="Olga Mirskaya")


@pytest.fixture
def question(project: Project, head: Employee) -> Message:
    ticket = make.a_ticket(project, requester=project.client.contacts.get(), subject="Ten corrections")
    return make.a_message(ticket, "in", NOW - timedelta(days=2), body_text="This is unacceptable. When is it done?")


def test_a_finding_becomes_a_dispute_by_keyboard(
    log_in: LogIn, live_server: LiveServer, manager: Employee, head: Employee, operator: Employee, question: Message
) -> None:
    rule = a_rule(head, manager)
    reply = make.a_message(question.ticket, "out", NOW - timedelta(days=1), body_text="Some time.")
    a_review(reply)

    page = log_in(operator)
    page.goto(f"{live_server.url}/reviews/")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/reviews/*/")
    expect(page.get_by_role("region", name="What the client had written")).to_contain_text("When is it done?")
    expect(page.get_by_role("region", name="What was answered")).to_contain_text("Some time.")
    assert_accessible(page)
    page.keyboard.press("2")
    expect(page.get_by_role("checkbox", name="A promise is kept.")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.type("No day is named.")
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    expect(page.get_by_role("region", name="What the review found")).to_contain_text("No day is named.")
    page.wait_for_load_state()
    page.keyboard.press("d")

    expect(page.get_by_role("heading", name="Anna Sheveleva has the word")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_contain_text("R-12, 3.2: reply of 17 November in ticket")
    expect(page.get_by_role("article").filter(has_text="Claim")).to_contain_text("No day is named.")
    expect(page.get_by_role("region", name="The letter it is about")).to_contain_text("Some time.")
    dispute = Dispute.objects.get()
    assert (dispute.initiator, dispute.respondent, dispute.version) == (operator, manager, rule)
    assert (dispute.message, dispute.happened_at) == (reply, reply.created_at)

    page = log_in(manager)
    page.goto(f"{live_server.url}/reviews/?view=own")
    page.get_by_role("link", name="Ten corrections").click()
    page.get_by_role("link", name="It became a dispute").click()
    expect(page.get_by_role("heading", name="Your answer")).to_be_visible()


def test_a_complaint_is_decided_by_the_director_not_by_the_head_it_concerns(
    log_in: LogIn, live_server: LiveServer, manager: Employee, head: Employee, operator: Employee, question: Message
) -> None:
    director = make.an_employee("director", name="Dina Orlova")

    page = log_in(operator)
    page.goto(f"{live_server.url}/tickets/{question.ticket.number}/")
    page.locator(f"#m{question.pk}").get_by_role("button", name="With this message").click()
    page.get_by_role("dialog").get_by_role("link", name="Flag as a complaint").click()
    page.get_by_label("In your words").fill("The second one this month.")
    page.get_by_role("button", name="Flag", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kedr Furniture complains")
    address = page.url

    page = log_in(head)
    page.goto(address)
    expect(page.get_by_text("This complaint concerns you")).to_be_visible()
    expect(page.get_by_role("button", name="Decide")).to_have_count(0)

    page = log_in(director)
    page.goto(f"{live_server.url}/complaints/")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 complaint waits for your decision")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kedr Furniture complains")
    assert_accessible(page)
    page.get_by_role("radio", name="Confirm: the client is right").check()
    page.get_by_label("Why", exact=True).fill("Nobody had named a day.")
    page.get_by_role("button", name="Decide").click()
    expect(page.locator(".page-head")).to_contain_text("Confirmed")
    complaint = Complaint.objects.get()
    assert (complaint.manager, complaint.head, complaint.decided_by) == (manager, head, director)
