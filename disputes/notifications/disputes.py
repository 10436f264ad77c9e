"""What the two sides of a dispute are told while it goes its way (D4, D5, D8)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, Final

from django.utils import formats
from django.utils.translation import gettext_lazy

from disputes.models import Dispute
from disputes.notifications.judging import ask_no_longer
from disputes.notifications.telling import TO_ANSWER, Telling, no_longer, send
from support_desk.shared import notices
from support_desk.shared.models import Notice
from support_desk.shared.notices import NoticeWords

UNTIL = gettext_lazy("There is time to answer until the end of %(last_day)s. Silence decides for the initiator.")
# kind: (title, body)
WORDS: Final[Mapping[str, tuple[Any, Any]]] = {
    "dispute.opened": (gettext_lazy("%(initiator)s has opened a dispute with you: %(title)s"), UNTIL),
    "dispute.remind": (gettext_lazy("A dispute waits for your answer: %(title)s"), UNTIL),
    "dispute.term": (gettext_lazy("Absent days changed your time to answer: %(title)s"), UNTIL),
    "dispute.given_back": (
        gettext_lazy("A dispute is open again: %(title)s"),
        gettext_lazy(
            "An absence was registered for days that had counted; the points are taken back. There is time to answer "
            "until the end of %(last_day)s."
        ),
    ),
    "dispute.accepted": (
        gettext_lazy("%(respondent)s accepts: %(title)s"),
        gettext_lazy("The points are posted."),
    ),
    "dispute.contested": (
        gettext_lazy("%(respondent)s contests: %(title)s"),
        gettext_lazy("It goes to the arbiter, and the stake is higher now."),
    ),
    "dispute.withdrawn": (
        gettext_lazy("%(initiator)s has taken a dispute back: %(title)s"),
        gettext_lazy("No points were moved."),
    ),
    "dispute.silence": (
        gettext_lazy("Decided by silence: %(title)s"),
        gettext_lazy("There was no answer until the end of %(last_day)s. The points are posted."),
    ),
    "dispute.lapsed": (
        gettext_lazy("A dispute has ended without points: %(title)s"),
        gettext_lazy("One of the two has left before it was decided."),
    ),
}


def register_words() -> None:
    """Called while Django starts."""
    for kind in WORDS:
        notices.register(kind, _words_of(kind))


def tell_opened(dispute: Dispute, *, at: datetime) -> None:
    """To the respondent."""
    send([Telling("dispute.opened", dispute, dispute.respondent_id)], at=at)


def tell_accepted(dispute: Dispute, *, at: datetime) -> None:
    """To the initiator; the respondent is asked no longer."""
    no_longer(TO_ANSWER, [dispute], [dispute.respondent_id])
    send([Telling("dispute.accepted", dispute, dispute.initiator_id)], at=at)


def tell_contested(dispute: Dispute, *, at: datetime) -> None:
    """To the initiator; the respondent is asked no longer."""
    no_longer(TO_ANSWER, [dispute], [dispute.respondent_id])
    send([Telling("dispute.contested", dispute, dispute.initiator_id)], at=at)


def tell_withdrawn(dispute: Dispute, *, at: datetime) -> None:
    """To the respondent, who is asked no longer."""
    no_longer(TO_ANSWER, [dispute], [dispute.respondent_id])
    send([Telling("dispute.withdrawn", dispute, dispute.respondent_id)], at=at)


def tell_silence(disputes: Mapping[Dispute, date], *, at: datetime) -> None:
    """To both sides of each. `disputes`: with the last day of the term that is over."""
    no_longer(TO_ANSWER, list(disputes), [dispute.respondent_id for dispute in disputes])
    send(
        [
            Telling("dispute.silence", dispute, side, again=f"{day:%Y%m%d}", facts={"last_day": day})
            for dispute, day in disputes.items()
            for side in (dispute.initiator_id, dispute.respondent_id)
        ],
        at=at,
    )


def tell_given_back(dispute: Dispute, *, at: datetime) -> None:
    """To both sides; that silence had decided is not said any more."""
    sides = (dispute.initiator_id, dispute.respondent_id)
    no_longer(["dispute.silence"], [dispute], sides)
    send([Telling("dispute.given_back", dispute, side, again=_day_of(dispute)) for side in sides], at=at)


def tell_term(dispute: Dispute, *, at: datetime) -> None:
    """To the respondent: another last day."""
    again = f"{_day_of(dispute)}:{at:%Y%m%d%H%M}"
    send([Telling("dispute.term", dispute, dispute.respondent_id, again=again)], at=at)


def untold_reminders(due: Mapping[Dispute, date]) -> Mapping[Dispute, date]:
    """Those of `due` that nobody was told of yet. One statement."""
    keys = {f"dispute.remind:{dispute.pk}:{day:%Y%m%d}": (dispute, day) for dispute, day in due.items()}
    told = set(Notice.objects.filter(kind="dispute.remind", key__in=keys).values_list("key", flat=True))
    return dict(pair for key, pair in keys.items() if key not in told)


def tell_reminders(reminded: Mapping[Dispute, date], *, at: datetime) -> int:
    """To each respondent, once for the day of the reminder; how many are new."""
    return send(
        [
            Telling("dispute.remind", dispute, dispute.respondent_id, again=f"{day:%Y%m%d}")
            for dispute, day in reminded.items()
        ],
        at=at,
    )


def tell_lapsed(disputes: Collection[Dispute], *, at: datetime) -> None:
    """To both sides: whoever has left has no account any more. The respondent and the arbiter are asked no longer."""
    no_longer(TO_ANSWER, disputes, [dispute.respondent_id for dispute in disputes])
    for dispute in disputes:
        ask_no_longer(dispute, at=at)
    sides = [(dispute, side) for dispute in disputes for side in (dispute.initiator_id, dispute.respondent_id)]
    send([Telling("dispute.lapsed", dispute, side) for dispute, side in sides], at=at)


def dispute_words(kind: str, facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `dispute`, `title`, names of `initiator` and `respondent`, `last_day` as an ISO date or None."""
    title, body = WORDS[kind]
    said = dict(facts)
    if facts.get("last_day"):
        said["last_day"] = formats.date_format(date.fromisoformat(facts["last_day"]), "j E")
    return NoticeWords(str(title) % said, str(body) % said)


def _words_of(kind: str) -> notices.Words:
    return lambda facts: dispute_words(kind, facts)


def _day_of(dispute: Dispute) -> str:
    return f"{dispute.respond_by:%Y%m%d}"
