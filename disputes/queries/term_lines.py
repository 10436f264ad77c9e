"""How a term of response came about, day by day, in words (D4)."""

from collections.abc import Iterator, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disputes.domain.term_text import runs_of
from disputes.models import Dispute, DisputeTerm
from support_desk.shared.ui.times import TimeWords


def term_lines(terms: Sequence[DisputeTerm], dispute: Dispute, times: TimeWords) -> list[str]:
    """The last term explained; before it, that there were others."""
    return list(_lines(terms, dispute, TimeWords(at=times.at, zone=ZoneInfo(dispute.timezone))))


def _lines(terms: Sequence[DisputeTerm], dispute: Dispute, times: TimeWords) -> Iterator[str]:
    term = terms[-1]
    days = len(term.counted_days)
    yield _("Opened on %(day)s; days are counted in the respondent’s zone, %(zone)s.") % {
        "day": times.dated(dispute.opened_at, in_sentence=True),
        "zone": dispute.timezone,
    }
    if len(terms) > 1:
        yield ngettext(
            "The term was counted anew once, because of an absence.",
            "The term was counted anew %(count)s times, because of absences.",
            len(terms) - 1,
        ) % {"count": len(terms) - 1}
    for first, last in runs_of(term.absent_days):
        yield _away(first, last, times)
    yield ngettext(
        "%(days)s day counts, the last one is %(day)s: an answer is in time until it ends.",
        "%(days)s days count, the last one is %(day)s: an answer is in time until it ends.",
        days,
    ) % {"days": days, "day": times.dated(term.counted_days[-1], in_sentence=True)}


def _away(first: date, last: date, times: TimeWords) -> str:
    if first == last:
        return _("%(day)s does not count: absent all day.") % {"day": times.dated(first)}
    return _("%(first)s to %(last)s do not count: absent.") % {
        "first": times.dated(first),
        "last": times.dated(last, in_sentence=True),
    }
