"""Complaints of the last weeks: one waits, one is confirmed, one rejected, and a letter may be one (S6)."""

import tomllib
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from disputes.actions.complaints.deciding import decide_complaint
from disputes.actions.complaints.flagging import Told, flag_complaint, record_complaint
from disputes.actions.complaints.suggesting import look_through
from disputes.actions.complaints.words import add_standard_words
from disputes.domain.complaints import ComplaintEvent
from support_desk.demo.content import FOLDER
from support_desk.demo.letters import Letter, keep_raw
from support_desk.demo.stage import MAIL, Stage
from support_desk.shared.viewer import Viewer
from tickets.actions.locks import lock_ticket
from tickets.actions.messages import add_message
from tickets.actions.replying import reply
from tickets.models import Channel, Message, Project, Ticket

EVERYTHING = 2**62
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def complain(stage: Stage, *, at: datetime) -> None:
    """In the order in which it happened; who decides is the director, who has nothing to do with it."""
    add_standard_words(by=stage.staff.viewer("admin", at), at=at - 20 * DAY)
    told_by_phone(stage, at=at - 9 * DAY)
    flagged(stage, "manager", "refused", at=at - 2 * DAY, is_decided=True)
    flagged(stage, "manager3", "open", at=at - DAY / 4, is_decided=False)
    write_letter(stage, "manager4", "angry", at=at - timedelta(minutes=35))
    look_through(since=0, settled=EVERYTHING, at=at)


def told_by_phone(stage: Stage, *, at: datetime) -> None:
    """Written down by the director after a call, and confirmed by them the day after."""
    by, manager = stage.staff.viewer("director", at), stage.staff.people["manager2"]
    project = Project.objects.filter(owner=manager).select_related("client").order_by("pk").first()
    if project is not None:
        told = Told(project.client, manager, (at - DAY).date(), said(stage, "told"), project)
        complaint = record_complaint(told=told, by=by, at=at)
        judge = stage.staff.viewer("director", at + DAY)
        decide_complaint(
            complaint=complaint, event=ComplaintEvent.CONFIRM, reason=said(stage, "confirmed"), by=judge, at=at + DAY
        )


def flagged(stage: Stage, login: str, key: str, *, at: datetime, is_decided: bool) -> None:
    """A letter that the operator flags an hour later; rejected by the director after some hours, or still open."""
    letter = write_letter(stage, login, key, at=at)
    if letter is not None:
        operator = stage.staff.viewer("operator", at + HOUR)
        complaint = flag_complaint(message=letter, what=said(stage, "flagged"), by=operator, at=operator.at)
        if is_decided:
            answer = stage.staff.viewer(login, at + 2 * HOUR)
            reply(ticket=letter.ticket, body=said(stage, "answered"), by=answer, at=answer.at)
            judge, event = stage.staff.viewer("director", at + 6 * HOUR), ComplaintEvent.REJECT
            decide_complaint(complaint=complaint, event=event, reason=said(stage, "rejected"), by=judge, at=judge.at)


def write_letter(stage: Stage, login: str, key: str, *, at: datetime) -> Message | None:
    """A letter in the ticket of that manager which has been answered most and is open still."""
    system, manager = Viewer.system(at, MAIL), stage.staff.people[login]
    live = (
        Ticket.objects.live()
        .filter(assignee=manager, requester__isnull=False, last_message_at__lt=at)
        .exclude(requester_address="")
    )
    ticket = live.order_by("-message_count", "pk").first()
    if ticket is None:
        return None
    letter = Letter(
        ticket.requester_name, ticket.requester_address, ticket.subject, said(stage, key), f"<{key}@complaints.test>"
    )
    return add_message(
        ticket=lock_ticket(ticket, by=system),
        direction=Message.Direction.INBOUND,
        channel=Channel.EMAIL,
        by=system,
        at=at,
        author_name=letter.sender,
        author_address=letter.address,
        contact=ticket.requester,
        body_text=letter.text,
        mail_id=letter.mail_id,
        raw_mail=keep_raw(letter, mailbox=stage.mailbox, at=at, outcome="threaded"),
    )


def said(stage: Stage, key: str) -> str:
    """A text in the demo's language."""
    return stage.content.named(_texts()[key], "text")


@cache
def _texts() -> dict[str, Any]:
    return tomllib.loads((FOLDER / "complaints.toml").read_text(encoding="utf-8"))
