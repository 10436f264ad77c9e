"""A report with the story of each line: page, portal and paper read it here (W8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from support_desk.shared.cursors import keyset_page
from support_desk.shared.viewer import Viewer
from tickets.models import ClientReport, LineQuestion, ReportContract, ReportLine, Ticket
from tickets.queries.report_lines import lines_of, questions_of
from tickets.queries.report_words import approval_words, is_late
from tickets.report_permissions import can_mend_lines

LINES_A_PAGE = 200
ORDER = ("is_whole", "worked_on", "id")


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line with who agreed to it, the client's questions, and whether the viewer may write its text and open its
    tickets (the office manager keeps reports without reading letters)."""

    line: ReportLine
    approval: str
    questions: list[LineQuestion]
    is_late: bool
    may_mend: bool
    openable: frozenset[int]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """What the viewer may read of a report. `is_whole`: every line of it, and so the sums."""

    report: ClientReport
    rows: list[LineRow]
    contracts: list[ReportContract] = field(default_factory=list)
    is_whole: bool = True
    newer: str = ""
    older: str = ""

    @property
    def minutes_without_contract(self) -> int:
        """Billed time that no contract has paid for."""
        return self.report.minutes - sum(each.used_minutes for each in self.contracts)


def report_page(viewer: Viewer, report: ClientReport, *, cursor: str = "") -> ReportPage:
    """Two hundred lines, those with holes first. `report`: a row with `is_whole`, of `reports_of`. Four statements."""
    is_whole: bool = report.is_whole  # type: ignore[attr-defined]  # annotated by `reports_of`
    page = keyset_page(lines_of(viewer, report), order=ORDER, cursor=cursor, size=LINES_A_PAGE)
    questions = questions_of(page.rows)
    openable = openable_tickets(viewer, page.rows, questions)
    rows = [row_of(viewer, report, line, questions.get(line.pk, []), openable) for line in page.rows]
    contracts = list(report.contracts.select_related("contract__project").order_by("pk")) if is_whole else []
    return ReportPage(report, rows, contracts, is_whole, newer=page.newer, older=page.older)


def openable_tickets(
    viewer: Viewer, lines: Sequence[ReportLine], questions: Mapping[int, Sequence[LineQuestion]] | None = None
) -> frozenset[int]:
    """Ids of those tickets of the lines and of their questions that the viewer may open. One statement."""
    asked = {question.message.ticket_id for each in (questions or {}).values() for question in each}
    ids = {line.ticket_id for line in lines} | asked
    return frozenset(Ticket.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))


def row_of(
    viewer: Viewer,
    report: ClientReport,
    line: ReportLine,
    questions: Sequence[LineQuestion] = (),
    openable: frozenset[int] = frozenset(),
) -> LineRow:
    """A line as it is shown."""
    return LineRow(
        line=line,
        approval=approval_words(line.approval),
        questions=list(questions),
        is_late=is_late(line, report.month),
        openable=openable,
        may_mend=report.state == ClientReport.State.DRAFT and can_mend_lines(viewer, line.project),
    )
