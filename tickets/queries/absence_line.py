"""What a ticket says when its normal answerer is not there: who answers, and until when (L4)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from tickets.models import CoverSpan, Ticket
from tickets.permissions import can_triage
from tickets.queries.answerers import Covering
from workload.queries.presence import presence_of
from workload.queries.presence_words import SHAPES, presence_words

DECIDED = (CoverSpan.Level.TAKEN, CoverSpan.Level.HANDED)


@dataclass(frozen=True, slots=True)
class AbsenceLine:
    """The sentence, the shape of the presence beside it, and which of the buttons stand there."""

    words: str
    shape: str
    may_take: bool
    may_hand_over: bool
    may_give_back: bool


def absence_line(ticket: Ticket, covering: Covering | None, may_work: bool, viewer: Viewer) -> AbsenceLine | None:
    """None while the normal answerer is here. One statement."""
    normal_id = ticket.assignee_id or (ticket.project.owner_id if ticket.project else None)
    if normal_id is None or ticket.closed_at is not None:
        return None
    person = presence_of([normal_id], viewer.at)[normal_id]
    if person.is_here:
        return None
    state = presence_words(person.standing, TimeWords(at=viewer.at))
    decides = may_work and can_triage(viewer) and normal_id != viewer.employee_id
    is_decided = covering is not None and covering.level in DECIDED
    is_cover = covering is not None and covering.cover_id == viewer.employee_id
    return AbsenceLine(
        words=_sentence(person.name, state, covering, viewer),
        shape=SHAPES[person.state],
        may_take=decides and not (is_decided and is_cover),
        may_hand_over=decides,
        may_give_back=is_decided and may_work and (decides or is_cover),
    )


def _sentence(name: str, state: str, covering: Covering | None, viewer: Viewer) -> str:
    facts = {"name": name, "state": state, "cover": covering.cover if covering else ""}
    if covering is None:
        return _("%(name)s: %(state)s. Nobody answers instead now.") % facts
    if covering.cover_id == viewer.employee_id:
        return _("You are covering for %(name)s. %(state)s.") % facts
    return _("%(name)s: %(state)s. %(cover)s answers instead.") % facts
