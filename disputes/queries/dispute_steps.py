"""The bar of steps above a dispute: what has happened, what is at stake from there on, whose turn it is."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from disputes.domain.stakes import Points, points_of
from disputes.domain.term_days import day_number
from disputes.domain.workflow import DisputeState as Rule
from disputes.models import Dispute, DisputeState, DisputeTerm
from disputes.queries.dispute_words import is_judged, local_day, points_words
from support_desk.shared.ui.times import TimeWords


@dataclass(frozen=True, slots=True)
class StepMark:
    """One step. `place`: past, now or next. `stake` stands on the line behind it; `is_doubled` once contested."""

    place: str
    icon: str
    label: str
    note: str = ""
    stake: str = ""
    is_doubled: bool = False


def steps_of(dispute: Dispute, term: DisputeTerm, times: TimeWords) -> list[StepMark]:
    """From the opening to the posting, as far as this dispute goes."""
    return list(_Bar(dispute, term, times).steps())


class _Bar:
    """What all steps of one dispute need."""

    def __init__(self, dispute: Dispute, term: DisputeTerm, times: TimeWords) -> None:
        self.dispute, self.term, self.times = dispute, term, times
        stakes = dispute.rules.stakes()
        self.single, self.judged = points_words(stakes.answered), stakes.judged
        self.has_doubled = stakes.judged == 2 * stakes.answered

    @property
    def doubled(self) -> str:
        words = points_words(self.judged)
        return _("%(points)s, doubled") % {"points": words} if self.has_doubled else words

    def steps(self) -> Iterator[StepMark]:
        dispute = self.dispute
        yield StepMark("past", "check", _("Opened"), self.times.short(dispute.opened_at), stake=self.single)
        state = Rule(dispute.state)
        if state is Rule.OPEN:
            yield from self._waiting()
        elif dispute.explanation:
            yield from self._contested()
        else:
            yield from self._ended()

    def _waiting(self) -> Iterator[StepMark]:
        number = day_number(self.term.counted_days, local_day(self.times.at, self.dispute.timezone))
        of_days = _("Now, %(day)s") % {"day": self._day_of(number)}
        yield StepMark("now", "hourglass", _("Respondent answers"), of_days, stake=self.doubled, is_doubled=True)
        yield StepMark("next", "scale", _("Arbiter decides"), _("Only if it is contested"))
        yield StepMark("next", "list-checks", _("Posted"), _("In the month of the decision"))

    def _contested(self) -> Iterator[StepMark]:
        dispute = self.dispute
        assert dispute.answered_at is not None  # the table of a contested one demands it
        number = day_number(self.term.counted_days, local_day(dispute.answered_at, dispute.timezone))
        when = f"{self.times.short(dispute.answered_at)}, {self._day_of(number)}"
        contested = pgettext("dispute", "Contested")
        yield StepMark("past", "check", contested, when, stake=self.doubled, is_doubled=True)
        if dispute.state == DisputeState.CONTESTED:
            yield StepMark("now", "scale", _("Arbiter decides"), self._asked(), points_words(self.judged), True)
            yield StepMark("next", "list-checks", _("Posted"), _("In the month of the decision"))
        else:
            yield from self._ended()

    def _ended(self) -> Iterator[StepMark]:
        dispute = self.dispute
        assert dispute.decided_at is not None  # the table of a decided one demands it
        label = DisputeState(dispute.state).label
        icon = "scale" if is_judged(dispute) else "check"
        yield StepMark("past", icon, str(label), self.times.short(dispute.decided_at))
        if points_of(Rule(dispute.state), dispute.rules.stakes()) == Points():
            yield StepMark("past", "archive", _("Nothing posted"), _("No points were moved"))
        else:
            assert dispute.decided_month is not None  # the database writes it with `decided_at`
            month = format_date(dispute.decided_month, "F Y")
            yield StepMark("past", "list-checks", _("Posted"), _("In %(month)s") % {"month": month})

    def _asked(self) -> str:
        asked = self.dispute.arbiter_asked_at
        return _("Since %(time)s") % {"time": self.times.inside(asked)} if asked else _("Nobody may judge yet")

    def _day_of(self, number: int) -> str:
        return _("day %(day)s of %(days)s") % {"day": number, "days": len(self.term.counted_days)}
