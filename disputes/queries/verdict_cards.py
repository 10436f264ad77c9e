"""What each answer and each verdict of a dispute moves, by the policy it was opened under (D5, D6)."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.domain.stakes import Points, points_of
from disputes.domain.workflow import REVISING
from disputes.domain.workflow import DisputeState as Rule
from disputes.models import Dispute, DisputeState
from disputes.queries.dispute_words import pair_words, signed

VERDICTS = (Rule.INITIATOR_RIGHT, Rule.RESPONDENT_RIGHT, Rule.BOTH_RIGHT, Rule.BOTH_WRONG)
KEYS: dict[Rule, Any] = {verdict: str(place) for place, verdict in enumerate(VERDICTS, start=1)}
MENDS = gettext_lazy("Opens a revision of regulation %(code)s")


@dataclass(frozen=True, slots=True)
class Card:
    """One outcome to choose. `pair`: "+2 / −2"; `words`: whom it moves how much, and what it opens."""

    value: str
    key: str
    label: str
    pair: str
    words: str
    is_revising: bool


def verdict_cards(dispute: Dispute) -> list[Card]:
    """The four verdicts, in the table's order."""
    return [_card(dispute, verdict) for verdict in VERDICTS]


def moved_words(dispute: Dispute, state: Rule) -> str:
    """ "Timur Gareev +1, Anna Sheveleva −1"."""
    moved = points_of(state, dispute.rules.stakes())
    return _("%(initiator)s %(won)s, %(respondent)s %(lost)s") % {
        "initiator": dispute.initiator.name,
        "won": signed(moved.initiator),
        "respondent": dispute.respondent.name,
        "lost": signed(moved.respondent),
    }


def _card(dispute: Dispute, verdict: Rule) -> Card:
    moved, is_revising = points_of(verdict, dispute.rules.stakes()), verdict in REVISING
    mending = str(MENDS) % {"code": dispute.version.regulation.code}
    moving = moved_words(dispute, verdict)
    parts = [moving] if not is_revising else [mending] if moved == Points() else [moving, mending]
    label = str(DisputeState(verdict).label)
    return Card(verdict.value, KEYS[verdict], label, pair_words(moved), " · ".join(parts), is_revising)
