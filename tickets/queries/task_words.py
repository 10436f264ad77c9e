"""Words of tasks, the same in every list and on every page."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared.ui.marks import badge, clock
from support_desk.shared.ui.times import TimeWords
from tickets.domain.tasks import OPEN, TaskEvent
from tickets.models import TaskStatus

SOON = timedelta(days=1)
STATUS_ICONS = {
    TaskStatus.OFFERED: "inbox",
    TaskStatus.ASKED: "message-square-text",
    TaskStatus.DECLINED: "x",
    TaskStatus.ACCEPTED: "circle-dot",
    TaskStatus.IN_PROGRESS: "play",
    TaskStatus.SUBMITTED: "hourglass",
    TaskStatus.REWORK: "undo-2",
    TaskStatus.CHECKED: "check",
    TaskStatus.HANDED_OVER: "check-check",
    TaskStatus.CONFIRMED: "check-check",
    TaskStatus.CANCELLED: "archive",
}
TONES = {TaskStatus.DECLINED: "soon", TaskStatus.REWORK: "soon", TaskStatus.CONFIRMED: "done"}
# What a button says and shows, and the letter that presses it; an ellipsis opens a dialog.
EVENT_WORDS: dict[TaskEvent, tuple[Any, str, str]] = {
    TaskEvent.ACCEPT: (gettext_lazy("Accept"), "check", "a"),
    TaskEvent.START: (gettext_lazy("Begin"), "play", "b"),
    TaskEvent.SUBMIT: (gettext_lazy("Submit…"), "reply", "s"),
    TaskEvent.CHECK: (gettext_lazy("Accept the result"), "check", "a"),
    TaskEvent.RETURN: (gettext_lazy("Return…"), "undo-2", "r"),
    TaskEvent.HAND_OVER: (gettext_lazy("Hand over to the client…"), "check-check", "h"),
    TaskEvent.EXPLAIN: (gettext_lazy("Answer the question…"), "message-square-text", "e"),
    TaskEvent.OFFER: (gettext_lazy("Offer to somebody…"), "user-round-plus", "o"),
    TaskEvent.CONFIRM: (gettext_lazy("Confirmed by the client"), "check-check", "c"),
    TaskEvent.ASK_CHANGES: (gettext_lazy("Client wants changes…"), "undo-2", ""),
    TaskEvent.ASK: (gettext_lazy("Ask…"), "message-square-text", "q"),
    TaskEvent.DECLINE: (gettext_lazy("Decline…"), "x", "d"),
    TaskEvent.CANCEL: (gettext_lazy("Cancel the task…"), "archive", ""),
}
AT_ONCE = (TaskEvent.ACCEPT, TaskEvent.START, TaskEvent.CHECK, TaskEvent.CONFIRM)
HISTORY_WORDS = {
    TaskEvent.OFFER: gettext_lazy("Offered"),
    TaskEvent.ACCEPT: gettext_lazy("Accepted by the specialist"),
    TaskEvent.ASK: gettext_lazy("Question"),
    TaskEvent.EXPLAIN: gettext_lazy("Question answered"),
    TaskEvent.DECLINE: gettext_lazy("Declined"),
    TaskEvent.START: gettext_lazy("Begun"),
    TaskEvent.SUBMIT: gettext_lazy("Submitted"),
    TaskEvent.CHECK: gettext_lazy("Result accepted"),
    TaskEvent.RETURN: gettext_lazy("Returned"),
    TaskEvent.HAND_OVER: gettext_lazy("Handed over to the client"),
    TaskEvent.CONFIRM: gettext_lazy("Confirmed by the client"),
    TaskEvent.ASK_CHANGES: gettext_lazy("The client asked for changes"),
    TaskEvent.CANCEL: gettext_lazy("Cancelled"),
    TaskEvent.TAKE_BACK: gettext_lazy("The reply that confirmed it was taken back"),
}


def status_badge(status: str) -> SafeString:
    known = TaskStatus(status)
    return badge(known.label, TONES.get(known, ""), icon=STATUS_ICONS[known])


def deadline_mark(deadline_at: datetime | None, status: str, times: TimeWords) -> SafeString:
    """When it is due: passed, within a day, or later; nothing once the work is done."""
    if deadline_at is None or status not in OPEN:
        return SafeString("")
    when, exact = times.near(deadline_at), times.exact(deadline_at)
    if deadline_at <= times.at:
        return clock("breached", _("was due %(time)s") % {"time": when}, title=exact)
    words = _("due %(time)s") % {"time": when}
    return clock("soon" if deadline_at <= times.at + SOON else "due", words, title=exact)
