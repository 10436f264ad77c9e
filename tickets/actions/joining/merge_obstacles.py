"""What happened since a merge that belongs to both tickets, so that it cannot be undone honestly (T7, W7)."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from tickets.models import Approval, LetterItem, Message, Task, Ticket, TicketMerge, TicketStatus, TimeEntry


def check_nothing_ties_them(merge: TicketMerge, source: Ticket, target: Ticket) -> None:
    """Refused with a sentence that says what stands in the way, and what to do about it. Both are locked."""
    _check_where_they_are(source, target)
    moved, number = merge.moved, {"number": target.number}
    if target.messages.filter(pk__in=moved["messages"]).count() < len(moved["messages"]):
        raise Refused(_("A part of its messages went from %(number)s to another ticket since.") % number)
    if _answers_since(merge, target).exists():
        words = _("The client was answered in %(number)s since. Split off the messages that are a matter of their own.")
        raise Refused(words % number)
    if _shared_items(moved["messages"], target).exists():
        raise Refused(_("A question of one was answered by a reply of the other."))
    _check_work(moved, target)


def _check_where_they_are(source: Ticket, target: Ticket) -> None:
    number = {"number": target.number}
    if target.merged_into_id is not None or source.merged_into_id != target.pk:
        raise Refused(_("%(number)s was itself merged since. Undo that merge first.") % number)
    if target.status == TicketStatus.CLOSED:
        raise Refused(_("%(number)s was closed since. Reopen it first.") % number)


def _check_work(moved: dict[str, list[int]], target: Ticket) -> None:
    """Logged time stays where it was logged, and what the client was asked is one question."""
    number = {"number": target.number}
    task = _delegated_since(moved, target).first()
    if task is not None:
        words = _("A question of its letters became the task “%(title)s” of %(number)s since.")
        raise Refused(words % {"title": task.title, **number})
    entry = _logged_since(moved["tasks"], target).first()
    if entry is not None and entry.task is not None:
        words = _("Time on “%(title)s” was logged in %(number)s since. Take it back first.")
        raise Refused(words % {"title": entry.task.title, **number})
    if _shared_questions(moved, target).exists():
        raise Refused(_("The client was asked about its work in %(number)s since.") % number)


def _answers_since(merge: TicketMerge, target: Ticket) -> QuerySet[Message]:
    ours = target.messages.filter(direction=Message.Direction.OUTBOUND, retracted_at__isnull=True, is_automatic=False)
    since = max(merge.moved["last_message"], *merge.moved["messages"], 0)
    return ours.filter(pk__gt=since)


def _shared_items(messages: list[int], target: Ticket) -> QuerySet[LetterItem]:
    """Questions that a reply from the other side of the merge has settled."""
    theirs = Q(message__in=messages)
    from_there = Q(answered_by__in=messages) | Q(promised_by__in=messages)
    from_here = Q(answered_by__ticket=target) & ~Q(answered_by__in=messages)
    from_here |= Q(promised_by__ticket=target) & ~Q(promised_by__in=messages)
    return target.items.filter((theirs & from_here) | (~theirs & from_there))


def _delegated_since(moved: dict[str, list[int]], target: Ticket) -> QuerySet[Task]:
    asked = target.items.filter(message__in=moved["messages"], task__isnull=False).values("task")
    return Task.objects.filter(pk__in=asked).exclude(pk__in=moved["tasks"])


def _logged_since(tasks: list[int], target: Ticket) -> QuerySet[TimeEntry]:
    standing = TimeEntry.objects.filter(ticket=target, task__in=tasks, reverses__isnull=True, reversal__isnull=True)
    return standing.select_related("task")


def _shared_questions(moved: dict[str, list[int]], target: Ticket) -> QuerySet[Approval]:
    """Questions to the client asked here with a part of that work, and answers told by a message of the other side."""
    asked = Q(estimates__task__in=moved["tasks"]) | Q(overruns__task__in=moved["tasks"])
    here = ~Q(pk__in=moved["approvals"]) & (asked | Q(message__in=moved["messages"]))
    there = Q(pk__in=moved["approvals"], message__ticket=target) & ~Q(message__in=moved["messages"])
    return target.approvals.exclude(state=Approval.State.WITHDRAWN).filter(here | there)
