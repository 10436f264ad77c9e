"""Picking replies for a review: by share, each once, a minute's in a few statements; and one by hand (S5)."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from disputes.domain.sampling import Why, is_picked, share_of
from disputes.models import ReplyReview, ReviewMark
from disputes.queries.reviews.candidates import Candidate, candidates, earliest_unsettled, human_replies, of_messages
from disputes.queries.reviews.policies import Sampling, sampling_of
from disputes.review_permissions import check_can_review
from support_desk.shared import audit
from support_desk.shared.actions.seal_audit import oldest_open_transaction
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.models import Message


@transaction.atomic
def pick_reviews(*, at: datetime) -> int:
    """Picks from what was sent since the last run, as far as its transactions are over and it can no longer be taken
    back; returns how many. Two runs at once take turns on the mark, so that each reply is thrown for once."""
    mark = lock_mark()
    horizon = oldest_open_transaction()
    until = min(horizon, earliest_unsettled(mark.xid, at) or horizon)
    found = candidates(mark.xid, until, at)
    by = Viewer.system(at)
    kept = keep(list(chosen(found)), by=by, at=at) if found else 0
    mark.xid, mark.picked_at = max(until, mark.xid), at
    mark.save()
    return kept


@transaction.atomic
def pick_by_hand(*, message: Message, by: Viewer, at: datetime) -> ReplyReview:
    """A reviewer wants to look at this reply; one that waits already, or was looked at, is returned as it is.

    Refused for letters, notes, automatic mail and what was taken back; NotAllowed for one's own reply and for who does
    not review the department's. Message.DoesNotExist when `by` may not see it.
    """
    lock_mark()
    seen = Message.objects.visible_to(by).get(pk=message.pk)
    known = ReplyReview.objects.filter(message=seen).first()
    if known is not None:
        check_can_review(by, known)
        return known
    found = next(of_messages(human_replies().filter(pk=seen.pk)), None)
    if found is None:
        raise Refused(_("Only a reply that one of us has sent can be reviewed."))
    row = reviewed(found, Why.BY_HAND, sampling_for([found]))
    check_can_review(by, row)
    keep([row], by=by, at=at)
    return ReplyReview.objects.get(message=seen)


def lock_mark() -> ReviewMark:
    return ReviewMark.objects.select_for_update().get_or_create(pk=1)[0]


def chosen(found: Sequence[Candidate]) -> Iterator[ReplyReview]:
    """Those that the shares of their day take; nothing that has a review. Four statements."""
    sampling = sampling_for(found)
    letters = [one.message_id for one in found if one.is_thanks]
    known = set(ReplyReview.objects.filter(message__in=letters).values_list("message_id", flat=True))
    for one in found:
        percent, why = share(one, sampling)
        if one.message_id not in known and is_picked(one.message_id, percent):
            yield reviewed(one, why, sampling)


def sampling_for(found: Sequence[Candidate]) -> Sampling:
    return sampling_of({one.author_id for one in found}, {one.department_id for one in found})


def share(one: Candidate, sampling: Sampling) -> tuple[int, Why]:
    """(percent, why) of what somebody wrote on that day."""
    shares = sampling.shares_for(one.author_id, one.department_id, one.head_id, one.day)
    if one.is_thanks:
        return shares.thanks, Why.THANKS
    return share_of(shares, sampling.own_share(one.author_id, one.day), hired_on=one.hired_on, day=one.day)


def reviewed(one: Candidate, why: Why, sampling: Sampling) -> ReplyReview:
    """The row, not yet kept."""
    return ReplyReview(
        message_id=one.message_id,
        author_id=one.author_id,
        written_at=one.written_at,
        department_id=one.department_id,
        level=sampling.level(one.author_id, one.head_id, one.day),
        why=why,
    )


def keep(rows: list[ReplyReview], *, by: Viewer, at: datetime) -> int:
    """All of them with their trail, in two statements."""
    for row in rows:
        row.picked_at, row.picked_by_id = at, by.employee_id
    with audit.gathered():
        for row in ReplyReview.objects.bulk_create(rows, batch_size=1_000):
            facts = {"why": row.why, "message": row.message_id, "author": row.author_id}
            audit.record(action="review.pick", target=row, by=by, at=at, after=facts, scope=row.scope)
    return len(rows)
