"""What arbiters are told, those above them, and both sides of the verdict (D3, D6, D7)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils import formats
from django.utils.translation import gettext_lazy

from disputes.models import Dispute, DisputeState
from disputes.notifications.telling import TO_JUDGE, Telling, no_longer, send
from support_desk.shared import notices
from support_desk.shared.notices import NoticeWords
from workload.queries.deciders import directors

# kind: (title, body)
WORDS: Final[Mapping[str, tuple[Any, Any]]] = {
    "dispute.judge": (
        gettext_lazy("Please decide a dispute: %(title)s"),
        gettext_lazy("%(initiator)s and %(respondent)s see it differently. Both sides are written down."),
    ),
    "dispute.judge_late": (
        gettext_lazy("A dispute waits for your verdict: %(title)s"),
        gettext_lazy("You were asked on %(asked_on)s. Nothing is decided by waiting."),
    ),
    "dispute.late": (
        gettext_lazy("A dispute still has no verdict: %(title)s"),
        gettext_lazy("%(arbiter)s was asked on %(asked_on)s. Please see to it that it is decided."),
    ),
    "dispute.nobody": (
        gettext_lazy("Nobody may judge a dispute: %(title)s"),
        gettext_lazy("Name a substitute for the director: the dispute waits for them."),
    ),
    "dispute.arbiter": (
        gettext_lazy("Somebody else decides a dispute now: %(title)s"),
        gettext_lazy("The arbiter is %(arbiter)s."),
    ),
    "dispute.verdict": (
        gettext_lazy("Verdict of %(arbiter)s: %(outcome)s"),
        "%(title)s",
    ),
}


def register_words() -> None:
    """Called while Django starts."""
    for kind in WORDS:
        notices.register(kind, _words_of(kind))


def tell_arbiter(dispute: Dispute, *, at: datetime) -> None:
    """To who judges now."""
    assert dispute.arbiter_id is not None, "somebody was chosen"
    send([Telling("dispute.judge", dispute, dispute.arbiter_id, again=f"{at:%Y%m%d%H%M%S}")], at=at)


def tell_nobody_judges(dispute: Dispute, *, at: datetime) -> None:
    """To the directors, parties or not: they name the substitute (P4)."""
    send([Telling("dispute.nobody", dispute, one, again=f"{at:%Y%m%d}") for one in sorted(directors(at))], at=at)


def tell_replaced(dispute: Dispute, *, at: datetime) -> None:
    """Both sides hear who judges now."""
    sides = (dispute.initiator_id, dispute.respondent_id)
    send([Telling("dispute.arbiter", dispute, side, again=f"{at:%Y%m%d%H%M%S}") for side in sides], at=at)


def ask_no_longer(dispute: Dispute, *, at: datetime) -> None:
    """Nobody is asked to judge it, to see that it is judged, or to name a substitute."""
    no_longer(TO_JUDGE, [dispute], [dispute.arbiter_id, dispute.escalated_to_id, *directors(at)])


def tell_judge_late(dispute: Dispute, *, at: datetime) -> None:
    """To the arbiter, after the days of the policy."""
    assert dispute.arbiter_id is not None, "somebody was asked"
    _send_late("dispute.judge_late", dispute, dispute.arbiter_id, at=at)


def tell_late(dispute: Dispute, *, at: datetime) -> None:
    """To the next level, whom it was just handed up to."""
    assert dispute.escalated_to_id is not None, "somebody stands above"
    _send_late("dispute.late", dispute, dispute.escalated_to_id, at=at)


def tell_verdict(dispute: Dispute, *, at: datetime) -> None:
    """To both sides; nobody is asked to judge any more."""
    ask_no_longer(dispute, at=at)
    facts = {"outcome": dispute.state}
    sides = (dispute.initiator_id, dispute.respondent_id)
    send([Telling("dispute.verdict", dispute, side, facts=facts) for side in sides], at=at)


def judging_words(kind: str, facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: as of every dispute; `asked_on` as an ISO date, or the `outcome` as the code of a state."""
    title, body = WORDS[kind]
    said = dict(facts)
    if "asked_on" in facts:
        said["asked_on"] = formats.date_format(date.fromisoformat(facts["asked_on"]), "j E")
    if "outcome" in facts:
        said["outcome"] = DisputeState(facts["outcome"]).label
    return NoticeWords(str(title) % said, str(body) % said)


def _words_of(kind: str) -> notices.Words:
    return lambda facts: judging_words(kind, facts)


def _send_late(kind: str, dispute: Dispute, employee_id: int, *, at: datetime) -> None:
    asked_at = dispute.arbiter_asked_at
    assert asked_at is not None, "who is late was asked"
    facts = {"asked_on": f"{asked_at:%Y-%m-%d}"}
    send([Telling(kind, dispute, employee_id, again=f"{asked_at:%Y%m%d%H%M%S}", facts=facts)], at=at)
