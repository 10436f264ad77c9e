"""The whole way: a mail becomes a ticket, is answered with its time logged, and the client's answer finds it."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from support_desk.shared import clock
from support_desk.shared.actions.relay_outbox import relay_outbox
from support_desk.shared.models import AuditEntry
from tests.e2e.conftest import PASSWORD
from tests.factories import a_mailbox
from tests.plugins.smtp import SmtpSink
from tickets.models import Project
from workload.models import Employee

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.filterwarnings("ignore:No directory at"),  # static files are found where they lie, none are collected
    pytest.mark.slow,
]

Pipe = Callable[[EmailMessage], dict[str, object]]


@pytest.fixture
def pipe(process_environment: Callable[..., dict[str, str]]) -> Pipe:
    """Delivers a letter as a mail server does: into the standard input of `manage.py ingest_mail`."""

    def deliver(letter: EmailMessage) -> dict[str, object]:
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "ingest_mail"]
        done = subprocess.run(
            command, input=letter.as_bytes(), env=process_environment(), capture_output=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stderr.decode()
        answer: dict[str, object] = json.loads(done.stdout)
        return answer

    return deliver


def letter(subject: str, text: str, to: str, **headers: str) -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Marina Belova <marina@kedr.test>", to, subject
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    return made


def log_in_by_form(page: Page, url: str) -> None:
    page.goto(f"{url}/")
    page.get_by_label("Email").fill("anna@desk.test")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()


def test_a_mail_is_answered_with_its_time_and_the_answer_to_it_comes_back(
    page_without_errors: Page,
    live_server: LiveServer,
    manager: Employee,
    project: Project,
    pipe: Pipe,
    smtp_sink: SmtpSink,
) -> None:
    page = page_without_errors
    mailbox = a_mailbox(project.department, name="support", address="support@desk.test")
    question = letter("Pay by QR?", "Can guests pay by QR at the pier?", mailbox.address, Message_ID="<q@kedr.test>")
    accepted = pipe(question)
    number = accepted["ticket"]

    # The letter stands in the queue.
    log_in_by_form(page, live_server.url)
    expect(page.get_by_role("heading", name="My queue")).to_be_visible()
    page.get_by_role("link", name="Pay by QR?").click()
    expect(page.get_by_text("Can guests pay by QR at the pier?")).to_be_visible()
    expect(page).to_have_url(f"{live_server.url}/tickets/{number}/")

    # It is answered, with one operation and the minutes.
    page.keyboard.press("r")
    page.keyboard.type("Yes, from Monday on.")
    form = page.locator("#write-reply")
    form.get_by_label("Operation").select_option(label="Letter with items · norm 18 min")
    form.get_by_label("Minutes").fill("16")
    form.get_by_role("button", name="Send Ctrl").click()
    expect(page.get_by_text("Reply to Marina Belova sent")).to_be_visible()
    expect(page.locator(".msg[data-from=us]")).to_contain_text("Yes, from Monday on.")
    expect(page.locator("#ticket-head")).to_contain_text("Waiting for client")

    # It leaves as a letter that threads.
    assert relay_outbox(at=clock.now()) == 0
    assert relay_outbox(at=clock.now() + timedelta(seconds=11)) == 1
    (sent,) = smtp_sink.messages()
    assert (sent["To"], sent["In-Reply-To"]) == ("marina@kedr.test", "<q@kedr.test>")
    assert "Yes, from Monday on." in sent.get_body(("plain",)).get_content()  # type: ignore[union-attr]

    # The client's answer joins the same ticket.
    thanks = letter(
        f"Re: {sent['Subject']}", "Splendid, thank you!", sent["Reply-To"], In_Reply_To=sent["Message-ID"],
        Message_ID="<a@kedr.test>",
    )  # fmt: skip
    assert pipe(thanks)["ticket"] == number
    page.goto(f"{live_server.url}/tickets/{number}/")
    expect(page.locator(".msg[data-from=client]").last).to_contain_text("Splendid, thank you!")
    expect(page.locator("#ticket-head")).to_contain_text("Open")

    # The time is in the day, and every step in the trail.
    page.goto(f"{live_server.url}/time/")
    expect(page.locator("#content")).to_contain_text("Letter with items")
    expect(page.locator("#content")).to_contain_text("16 min")
    page.goto(f"{live_server.url}/tickets/{number}/")
    page.locator("#ticket-menu > summary").click()
    page.get_by_role("button", name="History").click()
    history = page.locator("#loaded-dialog")
    for deed in ("Ticket opened", "Reply written", "Waiting for the client", "Time logged: 16 min", "Open again"):
        expect(history).to_contain_text(deed)
    trail = set(AuditEntry.objects.of_scope(f"ticket:{number}").values_list("action", flat=True))
    assert trail >= {"ticket.open", "ticket.reply", "ticket.ask_client", "time.log", "ticket.client_writes"}
