"""All sources of evidence, a line each (Y4)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from payroll.models import LineEvidence, Payslip
from payroll.queries.evidence import fair_play, money, work
from payroll.queries.evidence.kinds import Kind, Listing, listing
from payroll.queries.evidence.members import members
from support_desk.shared.viewer import Viewer

Source = LineEvidence.Source

KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        Source.TIMESHEETS: work.TIMESHEETS,
        Source.TIME_ENTRIES: work.TIME_ENTRIES,
        Source.CLOCKS: work.CLOCKS,
        Source.REWORK: work.REWORK,
        Source.COMPLAINTS: fair_play.COMPLAINTS,
        Source.FINDINGS: fair_play.FINDINGS,
        Source.SETTLEMENT: fair_play.SETTLEMENT,
        Source.POSTINGS: fair_play.POSTINGS,
        Source.OFFERS: money.OFFERS,
        Source.DUE: money.DUE,
        Source.COLLECTED: money.COLLECTED,
        Source.ADJUSTMENT: money.ADJUSTMENT,
    }
)


def rows_behind(viewer: Viewer, slip: Payslip, evidence: LineEvidence, start: int = 0, says: str = "") -> Listing:
    """A page of what one source counted; `says`: a sentence above it. Two statements."""
    if evidence.source == Source.MEMBERS:
        return members(viewer, slip, evidence, start)
    return listing(KINDS[evidence.source], viewer, slip, evidence, start, says)
