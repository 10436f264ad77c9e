"""Promises in words: due, soon, broken; how long somebody has waited in working time (S2)."""

from datetime import datetime, timedelta

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared.ui.figures import duration
from support_desk.shared.ui.marks import clock
from support_desk.shared.ui.times import TimeWords
from tickets.models import Clock
from workload.domain.business_time import minutes_between
from workload.domain.calendars import Calendar
from workload.domain.explanation import Reason, Step, StepKind
from workload.domain.refusals import BeyondHorizon

SOON = timedelta(hours=1)
SKIPPED = {
    Reason.NIGHT: gettext_lazy("Night skipped until %(until)s."),
    Reason.BREAK: gettext_lazy("Break skipped until %(until)s."),
    Reason.WEEKEND: gettext_lazy("Weekend skipped until %(until)s."),
    Reason.HOLIDAY: gettext_lazy("Holiday skipped until %(until)s."),
}
REASONS = {
    "promised_again": gettext_lazy("another time was promised"),
    "closed": gettext_lazy("the ticket was closed"),
    "no_answer_needed": gettext_lazy("no answer was needed"),
    "taken_back": gettext_lazy("the reply was taken back"),
    "merged": gettext_lazy("the ticket was merged with another, which counts on"),
    "no_policy": gettext_lazy("no SLA policy applies any more"),
    "dropped": gettext_lazy("nobody is waited for any more"),
    "not_counted": gettext_lazy("the SLA policy no longer counts approvals"),
}


def due_mark(next_due_at: datetime | None, kind: str, is_breached: bool, times: TimeWords) -> SafeString:
    """The nearest due time of a ticket: icon, words, the exact instant and what was promised on hover; empty without.

    What is broken but paused meanwhile has no due time and says so.
    """
    if next_due_at is None:
        return clock("breached", _("Promise broken")) if is_breached else SafeString("")
    label = Clock.Kind(kind).label
    title = _("%(what)s: %(time)s") % {"what": label, "time": times.exact(next_due_at)}
    left = next_due_at - times.at
    if left <= timedelta():
        return clock("breached", _("Overdue since %(time)s") % {"time": times.near(next_due_at)}, title=title)
    if left <= SOON:
        return clock("soon", _("Due in %(time)s") % {"time": _minutes(left)}, title=title)
    icon = "calendar-check" if kind == Clock.Kind.PROMISE else ""
    return clock("due", _("Due %(time)s") % {"time": times.inside(next_due_at)}, title=title, icon_name=icon)


def due_words(next_due_at: datetime | None, is_breached: bool, times: TimeWords) -> SafeString:
    """The same for a row of a list, of which fifty must stay light: calm ones are words alone, what is near or past has
    its icon. Each explains itself on hover (explain.js)."""
    if next_due_at is None:
        return clock("breached", _("Promise broken")) if is_breached else SafeString("")
    left = next_due_at - times.at
    if left <= timedelta():
        return clock("breached", _("Overdue since %(time)s") % {"time": times.near(next_due_at)})
    if left <= SOON:
        return clock("soon", _("Due in %(time)s") % {"time": _minutes(left)})
    words = _("Due %(time)s") % {"time": times.inside(next_due_at)}
    return format_html('<span class="clock" data-state="due">{}</span>', words)


def business_wait(since: datetime, calendar: Calendar | None, at: datetime) -> int:
    """Whole minutes of the calendar's working time since then; of the wall clock without a calendar."""
    wall = max(0, int((at - since).total_seconds()) // 60)
    if calendar is None:
        return wall
    try:
        return minutes_between(calendar, since, at)
    except BeyondHorizon:
        return wall


def step_words(step: Step, times: TimeWords) -> str:
    """One step of how a due time came about, as a sentence in the reader's zone."""
    at = times.inside(step.at)
    until = times.inside(step.until) if step.until else ""
    if step.kind is StepKind.PAUSED:
        if not until:
            return _("Paused since %(at)s: nothing is due while we wait for the client.") % {"at": at}
        return _("Paused from %(at)s until %(until)s: we waited for the client.") % {"at": at, "until": until}
    sentences = {
        StepKind.STARTED: _("Started %(at)s."),
        StepKind.WAITED_FOR_OPENING: _("Outside working hours: counted from %(until)s."),
        StepKind.COUNTED: _("%(time)s counted until %(until)s."),
        StepKind.SUMMED: _("%(time)s counted in working hours from %(at)s until %(until)s."),
        StepKind.CLOSED: str(SKIPPED[step.reason]) if step.reason else "",
        StepKind.DUE: _("Due %(at)s."),
    }
    return sentences[step.kind] % {"at": at, "until": until, "time": duration(step.minutes)}


def _minutes(time: timedelta) -> str:
    return duration(int(time.total_seconds()) // 60)
