"""The place where stories happen: who is there, and the deeds a story can do to its ticket."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from random import Random

from support_desk.demo.company import Staff
from support_desk.demo.content import Content
from support_desk.demo.customers import Account
from support_desk.demo.files import TYPES, make_file
from support_desk.demo.letters import Letter, keep_raw
from support_desk.demo.voices import Case
from support_desk.demo.whereabouts import Whereabouts
from support_desk.demo.workdays import Workdays
from support_desk.shared.actions.store_file import store_file
from support_desk.shared.models import StoredFile
from support_desk.shared.viewer import Viewer
from tickets.actions.handling import assign
from tickets.actions.locks import lock_ticket
from tickets.actions.logging_time import LoggedWork
from tickets.actions.messages import add_message
from tickets.actions.moving import move_ticket
from tickets.actions.notes import add_note, log_call
from tickets.actions.opening import open_ticket
from tickets.actions.replying import ReplyOptions, reply
from tickets.domain.statuses import Event
from tickets.models import Channel, Mailbox, Message, Priority, Ticket, WorkPolicy
from workload.models import Operation
from workload.queries.viewers import viewer_of_employee

MAIL = "mail"


@dataclass(slots=True)
class Stage:
    """Everything the stories share. `mailbox` is the department's address."""

    content: Content
    staff: Staff
    accounts: list[Account]
    mailbox: Mailbox
    workdays: Workdays
    whereabouts: Whereabouts
    reads: dict[tuple[int, str], datetime] = field(default_factory=dict)
    serial: int = 0

    def next_mail_id(self, site: str) -> str:
        self.serial += 1
        return f"<{self.serial:06}.demo@{site}>"


@dataclass(slots=True)
class Scene:
    """One ticket in the making. Each deed happens at its `at`, through the action a person would use."""

    stage: Stage
    case: Case
    ticket: Ticket | None = None
    last_mail_id: str = ""
    mails_sent: list[Message] = field(default_factory=list)
    executed: int = 0

    @property
    def rng(self) -> Random:
        return self.case.rng

    @property
    def owner(self) -> str:
        return self.case.account.owner

    @property
    def open_ticket(self) -> Ticket:
        assert self.ticket is not None, "the story has not begun"
        return self.ticket

    def opens(self, at: datetime, *, channel: Channel = Channel.EMAIL, priority: Priority | None = None) -> None:
        """`priority`: when the story depends on it; else urgent matters are often high."""
        case = self.case
        projects = case.account.projects
        self.ticket = open_ticket(
            subject=case.subject,
            by=self.by(self.owner, at) if channel is Channel.PHONE else Viewer.system(at, MAIL),
            at=at,
            channel=channel,
            project=projects.get(case.matter.service, projects["site"]),
            requester=case.writer.contact,
            requester_address=case.writer.address,
            priority=priority or self._usual_priority(),
        )

    def _usual_priority(self) -> Priority:
        return Priority.HIGH if self.case.matter.is_urgent and self.rng.random() < 0.6 else Priority.NORMAL

    def client_writes(self, text: str, at: datetime, *, file: str = "", automatic: bool = False) -> None:
        """A letter of the client joins the ticket."""
        case, system = self.case, Viewer.system(at, MAIL)
        ticket = lock_ticket(self.open_ticket, by=system)
        subject = case.subject if not ticket.message_count else f"Re: {case.subject}"
        letter = Letter(
            sender=case.writer.contact.name,
            address=case.writer.address,
            subject=case.fill(self.stage.content.words["automatic_subject"]) if automatic else subject,
            text=text,
            mail_id=self.stage.next_mail_id(case.account.company.site),
            in_reply_to=self.last_mail_id,
            extra="Auto-Submitted: auto-replied" if automatic else "",
        )
        outcome = "threaded" if ticket.message_count else "created"
        add_message(
            ticket=ticket,
            direction=Message.Direction.INBOUND,
            channel=Channel.EMAIL,
            by=system,
            at=at,
            author_name=letter.sender,
            author_address=letter.address,
            contact=case.writer.contact,
            body_text=text,
            files=[self.file(file, at)] if file else [],
            raw_mail=keep_raw(letter, mailbox=self.stage.mailbox, at=at, outcome=outcome),
            to_addresses=[self.stage.mailbox.address],
            mail_id=letter.mail_id,
            in_reply_to=letter.in_reply_to,
            is_automatic=automatic,
            automatic_reason="auto_submitted" if automatic else "",
        )

    def answers(
        self,
        login: str,
        text: str,
        at: datetime,
        *,
        then: Event | None = Event.ASK_CLIENT,
        work: str = "",
        promise: datetime | None = None,
        file: str = "",
    ) -> None:
        """A colleague answers the client and logs the time in the same form."""
        options = ReplyOptions(then=then, promised_until=promise, work=self.work(work, at) if work else None)
        files: Sequence[StoredFile] = [self.file(file, at)] if file else []
        message = reply(ticket=self.open_ticket, body=text, by=self.by(login, at), at=at, files=files, options=options)
        self.mails_sent.append(message)
        self.reads_all(login, at)

    def notes(self, login: str, text: str, at: datetime, *, work: str = "") -> None:
        logged = self.work(work, at) if work else None
        add_note(ticket=self.open_ticket, body=text, by=self.by(login, at), at=at, work=logged)
        self.reads_all(login, at)

    def calls(self, login: str, text: str, at: datetime, *, is_outgoing: bool) -> None:
        by = self.by(login, at)
        log_call(ticket=self.open_ticket, body=text, by=by, at=at, is_outgoing=is_outgoing, work=self.work("call", at))
        self.reads_all(login, at)

    def moves(self, login: str, event: Event, at: datetime) -> None:
        move_ticket(ticket=self.open_ticket, event=event, by=self.by(login, at), at=at)

    def assigns(self, login: str, to: str, at: datetime) -> None:
        assign(ticket=self.open_ticket, to=self.stage.staff.people[to], by=self.by(login, at), at=at)

    def by(self, login: str, at: datetime) -> Viewer:
        """Who acts: whoever stands in sees what they cover, which is read anew each time."""
        who = self.stage.whereabouts.stand_in(login, at)
        staff = self.stage.staff
        return staff.viewer(who, at) if who == login else viewer_of_employee(staff.people[who], at)

    def reads_all(self, login: str, at: datetime) -> None:
        """Whoever acts has read what is there; written down once at the end."""
        self.stage.reads[self.open_ticket.pk, self.stage.whereabouts.stand_in(login, at)] = at

    def work(self, code: str, at: datetime) -> LoggedWork | None:
        """Somewhat more or less than the norm, as it happens. Of execution only what passes without the client's
        agreement (W2), and that part of the operation; what is longer has a task in a story of its own."""
        operation: Operation = self.stage.staff.operations[code]
        norm = next(row["minutes"] for row in self.stage.content.catalogue["operation"] if row["code"] == code)
        minutes = max(2, round(norm * self.rng.triangular(0.4, 1.9, 0.9)))
        done = minutes
        if operation.kind == Operation.Kind.EXECUTION:
            done = min(minutes, WorkPolicy().threshold_minutes - self.executed)
            self.executed += done
        if done < 1:
            return None
        quantity = max(Decimal("0.05"), (Decimal(done) / minutes).quantize(Decimal("0.01")))
        text = self.case.subject
        return LoggedWork(operation=operation, actual_minutes=done, quantity=quantity, client_text=text)

    def file(self, kind: str, at: datetime) -> StoredFile:
        names = self.stage.content.words["file_names"]
        content = make_file(
            kind, title=self.case.subject, rows=list(self.case.account.company.products) * 4, rng=self.rng
        )
        return store_file(content=content, name=names[kind], content_type=TYPES[kind], at=at)
