"""The regulation beside a dispute: the version of the event, its clauses, whether it is being mended (D2, D6)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count

from disputes.models import Clause, Dispute, DisputeState, RegulationVersion, RevisionRequest
from support_desk.shared.viewer import Viewer

LOOKED_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One sentence; `is_cited` when the dispute names it."""

    number: str
    text: str
    is_cited: bool


@dataclass(frozen=True, slots=True)
class RegulationPanel:
    """`open_revision`: being mended now; `mended_at`: when it last was. `outcomes`: (state, how many) of the disputes
    under it that were opened in the last 90 days, whoever sees them (M5 publishes them without names)."""

    version: RegulationVersion
    happened_on: date
    read_at: datetime
    clauses: list[ClauseRow]
    open_revision: RevisionRequest | None
    mended_at: datetime | None
    disputes: int
    outcomes: list[tuple[str, int]]


def regulation_panel(dispute: Dispute, viewer: Viewer) -> RegulationPanel:
    """Three statements: clauses, revisions, disputes under it."""
    version = dispute.version
    clauses = Clause.objects.filter(version=version).order_by("place")
    revisions = list(
        RevisionRequest.objects.visible_to(viewer)
        .filter(regulation_id=version.regulation_id)
        .select_related("owner")
        .order_by("-id")[:20]
    )
    mended = [each.closed_at for each in revisions if each.state == RevisionRequest.State.MENDED and each.closed_at]
    outcomes = outcomes_under(version.regulation_id, viewer.at)
    return RegulationPanel(
        version=version,
        happened_on=dispute.happened_on,
        read_at=dispute.acknowledgement.acknowledged_at,
        clauses=[ClauseRow(each.number, each.text, each.pk == dispute.clause_id) for each in clauses],
        open_revision=next((each for each in revisions if each.state == RevisionRequest.State.OPEN), None),
        mended_at=max(mended, default=None),
        disputes=sum(count for _label, count in outcomes),
        outcomes=outcomes,
    )


def outcomes_under(regulation_id: int, at: datetime) -> list[tuple[str, int]]:
    """(state in words, how many), the most frequent first. One statement."""
    recent = Dispute.objects.filter(version__regulation_id=regulation_id, opened_at__gt=at - LOOKED_BACK)
    counted = recent.order_by().values_list("state").annotate(found=Count("pk")).order_by("-found", "state")
    return [(str(DisputeState(state).label), found) for state, found in counted]
