"""`/regulations/revisions/` and `/regulations/gaps/`: rules to be mended, errors without a rule (D2, D6)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import F, Value
from django.db.models.functions import Coalesce

from disputes.mending_permissions import can_close_revision, can_decide_gap
from disputes.models import Regulation, RegulationGap, RegulationVersion, RevisionRequest
from support_desk.shared.cursors import keyset_page
from support_desk.shared.viewer import Viewer
from tickets.models import Ticket

CLOSED_SHOWN = 30
# A time that no closing has: those that wait are ordered before the latest decision.
STILL_OPEN = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One revision. `mending`: versions published since it was asked for, the latest first."""

    revision: RevisionRequest
    is_late: bool
    may_close: bool
    mending: Sequence[RegulationVersion]


@dataclass(frozen=True, slots=True)
class GapRow:
    """One gap. `ticket`: the number of its ticket, where the viewer sees that."""

    gap: RegulationGap
    may_decide: bool
    ticket: int | None


@dataclass(frozen=True, slots=True)
class MendingPage[RowT]:
    """A page of rows; `newer` and `older` are cursors."""

    rows: Sequence[RowT]
    newer: str
    older: str


def open_revisions(viewer: Viewer, cursor: str = "") -> MendingPage[RevisionRow]:
    """Fifty after `cursor`; what is due first stands first. Two statements."""
    seen = RevisionRequest.objects.visible_to(viewer).worded().open()
    found = seen.select_related("regulation__department", "owner", "asked_by")
    page = keyset_page(found, order=("due_on", "pk"), cursor=cursor)
    rows = page.rows
    since: dict[int, list[RegulationVersion]] = defaultdict(list)
    published = RegulationVersion.objects.published().filter(regulation__in={row.regulation_id for row in rows})
    for version in published.order_by("-number"):
        since[version.regulation_id].append(version)
    return MendingPage([_revision_row(row, since[row.regulation_id], viewer) for row in rows], page.newer, page.older)


def open_revision_count(viewer: Viewer) -> int:
    """Of all pages. One statement."""
    return RevisionRequest.objects.visible_to(viewer).open().count()


def closed_revisions(viewer: Viewer) -> list[RevisionRequest]:
    """The latest that were closed. One statement."""
    seen = RevisionRequest.objects.visible_to(viewer).worded().exclude(state=RevisionRequest.State.OPEN)
    rows = seen.select_related("regulation", "version", "closed_by")
    return list(rows.order_by(F("closed_at").desc(), "-id")[:CLOSED_SHOWN])


def gap_rows(viewer: Viewer, cursor: str = "") -> MendingPage[GapRow]:
    """Fifty after `cursor`: those that wait first, then the latest that were decided. Two statements."""
    seen = RegulationGap.objects.visible_to(viewer)
    rows = seen.select_related("department", "reported_by", "regulation", "closed_by", "ticket")
    rows = rows.annotate(over_at=Coalesce("closed_at", Value(STILL_OPEN)))
    page = keyset_page(rows, order=("-over_at", "-pk"), cursor=cursor)
    gaps = page.rows
    tickets = Ticket.objects.visible_to(viewer).filter(pk__in={gap.ticket_id for gap in gaps if gap.ticket_id})
    numbers = dict(tickets.values_list("pk", "number"))
    shown = [
        GapRow(gap, gap.closed_at is None and can_decide_gap(viewer, gap), numbers.get(gap.ticket_id or 0))
        for gap in gaps
    ]
    return MendingPage(shown, page.newer, page.older)


def choosable_rules(viewer: Viewer) -> list[Regulation]:
    """Active rules, by code. One statement."""
    return list(Regulation.objects.visible_to(viewer).filter(is_active=True).order_by("code"))


def _revision_row(row: RevisionRequest, published: Sequence[RegulationVersion], viewer: Viewer) -> RevisionRow:
    mending = [one for one in published if one.published_at is not None and one.published_at >= row.asked_at]
    return RevisionRow(
        revision=row,
        is_late=row.due_on < row.regulation.today(viewer.at),
        may_close=can_close_revision(viewer, row),
        mending=mending,
    )
