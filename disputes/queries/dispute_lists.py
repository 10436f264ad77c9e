"""`/disputes/`: what waits for one's answer first, then what one judges, opened, and was held to."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.domain.stakes import points_of
from disputes.domain.workflow import UNDECIDED
from disputes.domain.workflow import DisputeState as Rule
from disputes.models import Dispute, DisputeState, DisputeTerm
from disputes.models.dispute import DisputeQuerySet
from disputes.queries.dispute_words import (
    day_dots,
    left_words,
    local_day,
    pair_words,
    signed,
    stake_words,
    state_badge,
)
from support_desk.shared.cursors import keyset_page
from support_desk.shared.ui.marks import clock
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer


class DisputeView(StrEnum):
    """Whose turn, or whose disputes. `ALL` is whatever one sees."""

    ANSWER = "answer"
    JUDGE = "judge"
    OPENED = "opened"
    AGAINST = "against"
    DECIDED = "decided"
    ALL = "all"


VIEW_WORDS: dict[DisputeView, Any] = {
    DisputeView.ANSWER: gettext_lazy("To answer"),
    DisputeView.JUDGE: gettext_lazy("To judge"),
    DisputeView.OPENED: gettext_lazy("Opened by me"),
    DisputeView.AGAINST: gettext_lazy("Against me"),
    DisputeView.DECIDED: gettext_lazy("Decided"),
    DisputeView.ALL: gettext_lazy("All disputes"),
}
NEWEST = ("-id",)
ORDERS: dict[DisputeView, tuple[str, ...]] = {
    DisputeView.ANSWER: ("respond_by", "id"),
    DisputeView.JUDGE: ("answered_at", "id"),
    DisputeView.DECIDED: ("-decided_at", "-id"),
}
SORTS: dict[str, tuple[str, ...]] = {"opened": ("id",), "-opened": ("-id",)}


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """One dispute as the list shows it. `term`: the days as boxes and how many are left, else when it was decided."""

    id: int
    revision: int
    title: str
    rule: str
    initiator: str
    respondent: str
    state: SafeString
    dots: SafeString
    term: SafeString
    stake: str
    mine: str


@dataclass(frozen=True, slots=True)
class DisputeList:
    """A page of a view; `newer` and `older` are cursors."""

    rows: list[DisputeRow]
    newer: str
    older: str


def disputes_waiting_for(viewer: Viewer) -> DisputeQuerySet:
    """What is the viewer's turn: to answer as the respondent, to decide as the arbiter."""
    me = viewer.employee_id or 0
    return Dispute.objects.filter(
        Q(respondent_id=me, state=DisputeState.OPEN) | Q(arbiter_id=me, state=DisputeState.CONTESTED)
    )


def own_figures(viewer: Viewer) -> Mapping[DisputeView, int]:
    """How many stand in the views of one's own. One statement."""
    me = viewer.employee_id or 0
    own = Dispute.objects.filter(Q(initiator_id=me) | Q(respondent_id=me) | Q(arbiter_id=me, state="contested"))
    found = own.aggregate(
        answer=Count("pk", filter=Q(respondent_id=me, state=DisputeState.OPEN)),
        judge=Count("pk", filter=Q(arbiter_id=me, state=DisputeState.CONTESTED)),
        opened=Count("pk", filter=Q(initiator_id=me)),
        against=Count("pk", filter=Q(respondent_id=me)),
    )
    return {DisputeView(name): figure for name, figure in found.items()}


def first_dispute_view(figures: Mapping[DisputeView, int]) -> DisputeView:
    """What waits for an answer, then what waits for a verdict, then all."""
    waiting = (view for view in (DisputeView.ANSWER, DisputeView.JUDGE) if figures[view])
    return next(waiting, DisputeView.ALL)


def disputes_in(view: DisputeView, viewer: Viewer) -> QuerySet[Dispute]:
    """The disputes of a view."""
    seen, me = Dispute.objects.visible_to(viewer), viewer.employee_id or 0
    match view:
        case DisputeView.ANSWER:
            return seen.filter(respondent_id=me, state=DisputeState.OPEN)
        case DisputeView.JUDGE:
            return seen.filter(arbiter_id=me, state=DisputeState.CONTESTED)
        case DisputeView.OPENED:
            return seen.filter(initiator_id=me)
        case DisputeView.AGAINST:
            return seen.filter(respondent_id=me)
        case DisputeView.DECIDED:
            return seen.filter(decided_at__isnull=False)
        case DisputeView.ALL:
            return seen


def dispute_list(
    disputes: QuerySet[Dispute], view: DisputeView, viewer: Viewer, *, sort: str = "", cursor: str = ""
) -> DisputeList:
    """Fifty rows after `cursor`, in the order of the view unless `sort` says another. One statement."""
    order = SORTS.get(sort) or ORDERS.get(view, NEWEST)
    page = keyset_page(_shown(disputes), order=order, cursor=cursor)
    words = _RowWords(viewer)
    return DisputeList([words.row(dispute) for dispute in page.rows], page.newer, page.older)


def _shown(disputes: QuerySet[Dispute]) -> QuerySet[Dispute]:
    """With what a row shows; the last term holds."""
    last = DisputeTerm.objects.filter(dispute=OuterRef("pk")).order_by("-id")
    return (
        disputes.select_related("initiator", "respondent", "version__regulation", "clause", "policy")
        .annotate(counted=Subquery(last.values("counted_days")[:1]), absent=Subquery(last.values("absent_days")[:1]))
        .defer("claim", "explanation", "reasons", "clause__text")
    )


class _RowWords:
    """Words of all rows of a page: one instant, one zone, one language."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer, self.times = viewer, TimeWords(at=viewer.at)

    def row(self, dispute: Any) -> DisputeRow:
        dots, term = self._term(dispute)
        clause = dispute.clause.number if dispute.clause else ""
        return DisputeRow(
            id=dispute.pk,
            revision=dispute.changed_xid,
            title=dispute.title,
            rule=" ".join(filter(None, (dispute.version.regulation.code, clause))),
            initiator=self._name(dispute.initiator),
            respondent=self._name(dispute.respondent),
            state=state_badge(dispute.state),
            dots=dots,
            term=term,
            stake=stake_words(dispute),
            mine=self._points(dispute),
        )

    def _name(self, person: Any) -> str:
        return _("you") if person.pk == self.viewer.employee_id else str(person.name)

    def _term(self, dispute: Any) -> tuple[SafeString, SafeString]:
        nothing = SafeString("")
        if dispute.state == DisputeState.CONTESTED:
            return nothing, SafeString(self.times.html(dispute.answered_at))
        if dispute.state != DisputeState.OPEN:
            return nothing, self.times.html(dispute.decided_at)
        today = local_day(self.viewer.at, dispute.timezone)
        words = left_words(dispute.counted, today) or _("the term is over")
        is_soon = dispute.counted[-1] <= today or len([day for day in dispute.counted if day >= today]) == 1
        exact = self.times.exact(dispute.respond_by)
        return day_dots(dispute.counted, dispute.absent, today), clock("soon" if is_soon else "due", words, title=exact)

    def _points(self, dispute: Any) -> str:
        """What the outcome has brought: the viewer, or both sides."""
        state = Rule(dispute.state)
        if state in UNDECIDED:
            return ""
        moved = points_of(state, dispute.rules.stakes())
        own = {dispute.initiator_id: moved.initiator, dispute.respondent_id: moved.respondent}
        mine = own.get(self.viewer.employee_id)
        return pair_words(moved) if mine is None else signed(mine)
