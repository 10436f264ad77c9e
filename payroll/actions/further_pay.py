"""What is paid to who has left after their last payslip: what was agreed to in their favour, and points (Y5, M4)."""

from datetime import datetime

from django.utils.translation import gettext as _

from payroll.actions.runs.finishing import finish_drafts
from payroll.actions.runs.writing import remarks_as_stored, write_cases
from payroll.domain.plans import SETTLEMENT
from payroll.domain.settlement_remarks import remarks_of
from payroll.models import LineEvidence, PayRun, Payslip
from payroll.queries.months.cases import MonthCases
from payroll.queries.months.person import nothing_worked
from payroll.queries.runs.further import Due
from support_desk.shared.errors import Refused
from support_desk.shared.money import rubles_of
from support_desk.shared.viewer import Viewer


def pay_further(*, run: PayRun, due: Due, by: Viewer, at: datetime) -> None:
    """A payslip without a section in a run that the caller has made and holds, in `due.month`. Refused where nothing
    is due."""
    if not due.additions and not due.points:
        raise Refused(_("This person is paid, and nothing was added since."), field="employee")
    employee = run.leaver_id or 0
    given = {SETTLEMENT: str(rubles_of(due.points))} if due.points else {}
    cases = MonthCases({employee: nothing_worked(employee, given)}, {})
    write_cases(run=run, cases=cases, waiting={employee: due.additions}, at=at)
    _note_points(Payslip.objects.get(run=run), due)
    finish_drafts(period=run.period, runs=[run], by=by, at=at)


def _note_points(slip: Payslip, due: Due) -> None:
    """Of which settlements they are, and what was limited of them."""
    slip.remarks = [*slip.remarks, *remarks_as_stored(remarks_of(due.shares))]
    slip.save(update_fields=["remarks"])
    ids = sorted(share.settlement_id for share in due.shares if share.amount > 0)
    if ids:
        line = slip.lines.get(code=SETTLEMENT, adjustment_month__isnull=True)
        LineEvidence.objects.create(line=line, source=LineEvidence.Source.SETTLEMENT, ids=ids)
