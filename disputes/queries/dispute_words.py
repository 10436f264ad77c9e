"""Words and marks of disputes, the same in every list, on every page."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as format_date
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from disputes.domain.stakes import Points, points_of
from disputes.domain.term_days import DayState, days_left, days_of_term
from disputes.domain.workflow import UNDECIDED, VERDICTS
from disputes.domain.workflow import DisputeState as Rule
from disputes.models import Dispute, DisputeState
from support_desk.shared.ui.marks import badge

LOOKS: dict[str, tuple[str, str]] = {
    DisputeState.OPEN: ("info", "hourglass"),
    DisputeState.CONTESTED: ("accent", "scale"),
    DisputeState.ACCEPTED: ("done", "check"),
    DisputeState.DEFAULTED: ("", "alarm-clock-off"),
    DisputeState.WITHDRAWN: ("line", "undo-2"),
    DisputeState.LAPSED: ("line", "archive"),
}
VERDICT_LOOK = ("done", "scale")
MINUS = "\N{MINUS SIGN}"


def state_badge(state: str) -> SafeString:
    """The state in a box with its icon."""
    tone, icon = LOOKS.get(state, VERDICT_LOOK)
    return badge(DisputeState(state).label, tone, icon=icon)


def signed(points: int) -> str:
    """ "+2", "−2", "0"."""
    return f"{MINUS}{-points}" if points < 0 else f"+{points}" if points else "0"


def pair_words(points: Points) -> str:
    """The initiator's and the respondent's: "+2 / −2"."""
    return f"{signed(points.initiator)} / {signed(points.respondent)}"


def points_words(points: int) -> str:
    return ngettext("%(count)s point", "%(count)s points", points) % {"count": points}


def stake_words(dispute: Dispute) -> str:
    """What is at stake, or what has been moved."""
    stakes, state = dispute.rules.stakes(), Rule(dispute.state)
    if state in UNDECIDED:
        at_stake = stakes.answered if state is Rule.OPEN else stakes.judged
        return ngettext("%(count)s point at stake", "%(count)s points at stake", at_stake) % {"count": at_stake}
    moved = points_of(state, stakes)
    if moved == Points():
        return _("No points moved")
    return _("%(pair)s points") % {"pair": pair_words(moved)}


def is_judged(dispute: Dispute) -> bool:
    return Rule(dispute.state) in VERDICTS


def local_day(instant: datetime, timezone: str) -> date:
    return instant.astimezone(ZoneInfo(timezone)).date()


def left_words(counted: Sequence[date], today: date) -> str:
    """How long an answer is in time; "" once it is not."""
    left = days_left(counted, today)
    if left == 0:
        return ""
    if left == 1 and counted[-1] == today:
        return _("last day")
    return ngettext("%(days)s day left", "%(days)s days left", left) % {"days": left}


def day_dots(counted: Sequence[date], absent: Sequence[date], today: date) -> SafeString:
    """A box a day; absences are hatched. What each one is stands on it for who points at it."""
    row = days_of_term(counted, absent, today)
    dots = "".join(
        f'<li data-s="{each.state.value}" title="{escape(_dot_title(each.day, each.number))}">{each.day.day}</li>'
        for each in row
    )
    gone = sum(each.state is not DayState.NEXT and each.number is not None for each in row)
    said = _("Day %(day)s of %(days)s") % {"day": gone, "days": len(counted)}
    return SafeString(f'<ol class="days" aria-label="{escape(said)}">{dots}</ol>')  # words are escaped


def _dot_title(day: date, number: int | None) -> str:
    named = format_date(day, pgettext("date format, Django letters", "l j F Y"))
    if number is None:
        return _("%(day)s: absent, does not count") % {"day": named}
    return _("%(day)s: day %(number)s") % {"day": named, "number": number}
