"""The ticket page: what it is, what may be done with it now, and what the viewer was writing."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from support_desk.shared.kept_queries import KeptQuery
from support_desk.shared.ui.marks import badge
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from tickets.domain.statuses import Event, Party, Status, events_for
from tickets.message_tools import MessageTool
from tickets.models import Draft, Follower, Priority, ReadMark, Task, Ticket, TicketStatus, Timer
from tickets.permissions import can_answer, can_log_time, can_triage, can_work_on, is_to_be_placed, takes_part
from tickets.queries.absence_line import AbsenceLine, absence_line
from tickets.queries.answerers import cover_of_ticket, covering_from
from tickets.queries.clock_words import due_mark
from tickets.queries.flag_words import flag_label, flag_reason
from tickets.queries.queue_rows import PRIORITY_ICONS, STATUS_ICONS, promise, waited_by
from tickets.queries.ticket_asked import TicketAsked, asked_facts, ticket_asked
from tickets.queries.ticket_items import item_boxes
from tickets.queries.ticket_merged import merged_facts
from tickets.task_permissions import can_split_off
from tickets.ticket_tools import tools_for

EVENT_WORDS = {
    Event.START: (_("Take up"), "play"),
    Event.ASK_CLIENT: (_("Wait for client"), "message-circle-reply"),
    Event.ASK_SPECIALIST: (_("Wait for specialist"), "wrench"),
    Event.RESOLVE: (_("Resolve"), "check"),
    Event.CLOSE: (_("Close"), "archive"),
    Event.REOPEN: (_("Reopen"), "rotate-ccw"),
}
EVENT_KEYS = {Event.RESOLVE: "e"}
FIRST_CHOICES = (Event.RESOLVE, Event.REOPEN)


@dataclass(frozen=True, slots=True)
class Move:
    """A button of the transition table; the first one stands beside the title, the others in the menu."""

    event: str
    label: Any
    icon: str
    key: str


@dataclass(frozen=True, slots=True)
class Rights:
    """What the viewer may do with the ticket, from the same rules as the actions (P2)."""

    work: bool
    answer: bool
    log_time: bool
    place: bool
    note: bool
    split_off: bool


@dataclass(frozen=True, slots=True)
class TicketPage:
    """Everything above and below the messages. `merged_minutes` of `logged_minutes` were logged on merged tickets."""

    ticket: Ticket
    viewer: Viewer
    rights: Rights
    marks: SafeString
    wait: str
    wait_title: str
    first_move: Move | None
    moves: list[Move]
    is_followed: bool
    is_unread: bool
    timer_started_at: datetime | None
    logged_minutes: int
    merged_minutes: int
    merge_id: int | None
    drafts: dict[str, dict[str, Any]]
    absence: AbsenceLine | None = None
    asked: TicketAsked = field(default_factory=TicketAsked)
    due: str = ""

    @property
    def ticked_items(self) -> list[int]:
        """The questions that the reply begun earlier answers."""
        draft = self.drafts.get("reply")
        return draft["fields"].get("answers", []) if draft else []

    @property
    def item_boxes(self) -> SafeString:
        """How many questions of its letters are answered (T6)."""
        ticket = self.ticket
        settled, answered = ticket.settled_item_count, ticket.answered_item_count
        return item_boxes(total=ticket.item_count, answered=answered, settled=settled)

    @property
    def snoozed_words(self) -> str:
        """ "Snoozed until …", "" for one that is awake (T7)."""
        until = self.ticket.snoozed_until
        return str(_("Snoozed until %(time)s") % {"time": TimeWords(at=self.viewer.at).short(until)}) if until else ""

    @property
    def tasks_to_log_on(self) -> list[Task]:
        """Unfinished tasks of this ticket, to log time on."""
        rows: list[dict[str, Any]] = self.ticket.unfinished_tasks  # type: ignore[attr-defined] # read by _with_facts
        return [Task(pk=row["id"], title=row["title"], ticket=self.ticket) for row in rows]

    @property
    def flag_reason(self) -> str:
        """Why the operator should look, "" when there is no reason to."""
        return flag_reason(self.ticket.flag)

    @property
    def tools(self) -> list[MessageTool]:
        """What the parts of the desk above offer to begin from here."""
        return tools_for(self.viewer, self.ticket)

    @property
    def priorities(self) -> list[tuple[int, Any]]:
        """What the menu offers."""
        return list(Priority.choices)


def visible_ticket(number: int, viewer: Viewer) -> Ticket:
    """The ticket with all that a page says of it. One statement. Ticket.DoesNotExist when it is not for `viewer`."""
    for found in ONE.rows(viewer, number=number):
        return found
    raise Ticket.DoesNotExist


def ticket_page(number: int, viewer: Viewer) -> TicketPage:
    """What the page of ticket `number` needs besides its messages. One statement, and one for who is there."""
    ticket: Any = visible_ticket(number, viewer)
    times = TimeWords(at=viewer.at)
    rights = rights_of(viewer, ticket)
    first, others = moves_of(ticket, rights)
    since = ticket.waiting_since
    return TicketPage(
        ticket=ticket,
        viewer=viewer,
        rights=rights,
        marks=_marks(ticket, times),
        wait=waited_by(ticket.calendar_id, ticket.calendar_number, since, viewer.at) if since else "",
        wait_title=times.exact(since) if since else "",
        first_move=first,
        moves=others,
        is_followed=ticket.is_followed,
        is_unread=ticket.read_at is None or ticket.read_at < ticket.last_message_at,
        timer_started_at=ticket.timer_started_at,
        logged_minutes=ticket.own_minutes + ticket.merged_minutes,
        merged_minutes=ticket.merged_minutes,
        merge_id=ticket.merge_id,
        asked=ticket_asked(ticket),
        absence=absence_line(ticket, covering_from(ticket.covering), rights.work, viewer),
        drafts={draft["kind"]: draft for draft in ticket.own_drafts},
        due=due_mark(ticket.next_due_at, ticket.next_due_kind, ticket.is_breached, times),
    )


def digest(page: TicketPage, thread: object) -> str:
    """Changes whenever the page would look different; drafts and read marks are nobody's business here."""
    shown = repr(
        (
            page.ticket.changed_xid,
            page.is_followed,
            page.timer_started_at,
            page.logged_minutes,
            page.absence,
            page.asked,
            thread,
        )
    )
    return blake2b(shown.encode(), digest_size=9).hexdigest()


def rights_of(viewer: Viewer, ticket: Ticket) -> Rights:
    work = can_work_on(viewer, ticket)
    return Rights(
        work=work,
        answer=can_answer(viewer, ticket),
        log_time=can_log_time(viewer, ticket),
        place=work and can_triage(viewer) and is_to_be_placed(ticket),
        note=takes_part(viewer, ticket),
        split_off=ticket.status != TicketStatus.CLOSED and can_split_off(viewer, ticket),
    )


def moves_of(ticket: Ticket, rights: Rights) -> tuple[Move | None, list[Move]]:
    """(the move that stands first, the rest): only what the table allows from here (T4). A merged ticket
    goes on elsewhere."""
    if not rights.work or ticket.merged_into_id is not None:
        return None, []
    moves = {event: _move(event) for event in events_for(Status(ticket.status), Party.STAFF)}
    first = next((moves.pop(event) for event in FIRST_CHOICES if event in moves), None)
    return first, list(moves.values())


def _move(event: Event) -> Move:
    label, icon = EVENT_WORDS[event]
    return Move(event=event.value, label=label, icon=icon, key=EVENT_KEYS.get(event, ""))


def _with_facts(tickets: QuerySet[Ticket], viewer: Viewer) -> QuerySet[Ticket]:
    user_id, employee_id = viewer.user_id or 0, viewer.employee_id or 0
    own_drafts = Draft.objects.filter(ticket=OuterRef("pk"), user_id=user_id).values(
        facts=JSONObject(kind="kind", body="body", fields="fields", version="version", saved_at="saved_at")
    )
    tasks = Task.objects.unfinished().filter(ticket=OuterRef("pk")).order_by("id")
    marks = ReadMark.objects.filter(ticket=OuterRef("pk"), user_id=user_id)
    timers = Timer.objects.filter(ticket=OuterRef("pk"), employee_id=employee_id)
    return (
        tickets.select_related("client", "project", "requester", "assignee", "department", "linked_to", "merged_into")
        .defer("search", "linked_to__search", "merged_into__search")
        .annotate(
            own_drafts=ArraySubquery(own_drafts),
            **asked_facts(),
            unfinished_tasks=ArraySubquery(tasks.values(facts=JSONObject(id="id", title="title"))),
            read_at=Subquery(marks.values("read_at")[:1]),
            timer_started_at=Subquery(timers.values("started_at")[:1]),
            is_followed=Exists(Follower.objects.filter(ticket=OuterRef("pk"), employee_id=employee_id)),
            has_own_task=Exists(Task.objects.filter(ticket=OuterRef("pk"), assignee_id=employee_id)),
            covering=cover_of_ticket(viewer.at),
            calendar_number=F("calendar__version"),
            **merged_facts(viewer),
        )
    )


ONE = KeptQuery(lambda viewer, number: _with_facts(Ticket.objects.visible_to(viewer).filter(number=number), viewer))


def _marks(ticket: Ticket, times: TimeWords) -> SafeString:
    status, priority = TicketStatus(ticket.status), Priority(ticket.priority)
    marks = [badge(status.label, icon=STATUS_ICONS[status])]
    if priority is not Priority.NORMAL:
        tone = "soon" if priority is Priority.URGENT else ""
        marks.append(badge(priority.label, tone, icon=PRIORITY_ICONS[priority]))
    if ticket.promised_until:
        marks.append(promise(ticket.promised_until, times))
    if ticket.is_lead:
        marks.append(badge(_("Lead"), "info", icon="mail-question-mark"))
    if ticket.flag:
        marks.append(badge(flag_label(ticket.flag), "soon", icon="flag", title=flag_reason(ticket.flag)))
    if ticket.is_automatic:
        marks.append(badge(_("Automatic"), "line", icon="refresh-cw"))
    return SafeString("".join(marks + [badge(tag, "line", icon="tag") for tag in ticket.tags]))
