"""The people of a run beside what they were paid last month, with what stands out (Y5)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from payroll.domain.outliers import Mark, marks
from payroll.models import PayRun, Payslip
from payroll.queries.runs.readable import readable_slips
from support_desk.shared.money import kopecks_of
from support_desk.shared.viewer import Viewer
from workload.domain.months import month_after

PEOPLE_SHOWN: Final = 100
MARK_WORDS: Final = {
    Mark.FIRST: _("Nothing to compare: no payslip last month."),
    Mark.NOTHING: _("Nothing is paid."),
    Mark.RISE: _("Much more than last month, and than the others’ change."),
    Mark.FALL: _("Much less than last month, and than the others’ change."),
}
# What most wants a look stands first.
ORDER: Final = (Mark.NOTHING, Mark.FALL, Mark.RISE, Mark.FIRST)


@dataclass(frozen=True, slots=True)
class SlipRow:
    """`last`: what last month's payslip came to, None where there was none."""

    slip: Payslip
    last: Decimal | None
    mark: Mark | None

    @property
    def difference(self) -> Decimal | None:
        return None if self.last is None else self.slip.total - self.last

    @property
    def mark_words(self) -> str:
        return str(MARK_WORDS[self.mark]) if self.mark else ""


@dataclass(frozen=True, slots=True)
class SlipTable:
    """A page of the people of a run. `last_total`: of those of them who had a payslip last month."""

    rows: Sequence[SlipRow]
    count: int
    page: int
    marked: int
    last_total: Decimal

    @property
    def newer(self) -> int:
        """The page before, 0: none."""
        return self.page - 1

    @property
    def older(self) -> int:
        """The page after, 0: none."""
        return self.page + 1 if self.page * PEOPLE_SHOWN < self.count else 0


def slip_table(run: PayRun, viewer: Viewer, page: int = 1) -> SlipTable:
    """What stands out first, then by name. Two statements, however many people."""
    found = readable_slips(run, viewer).order_by("employee__name", "pk")
    told = {pk: (total, last) for pk, total, last in found.values_list("pk", "total", last_total(run.period.month))}
    seen = marks_of(told)
    places = {pk: place for place, pk in enumerate(told)}
    ordered = sorted(told, key=lambda pk: (ORDER.index(seen[pk]) if pk in seen else len(ORDER), places[pk]))
    shown = ordered[(page - 1) * PEOPLE_SHOWN : page * PEOPLE_SHOWN]
    slips = Payslip.objects.select_related("employee").defer("inputs", "sections", "versions").in_bulk(shown)
    rows = [SlipRow(slips[pk], told[pk][1], seen.get(pk)) for pk in shown]
    before = sum((last or Decimal() for _total, last in told.values()), Decimal())
    return SlipTable(rows, len(told), page, len(seen), before)


def last_total(month: date) -> Subquery:
    """What the same person's payslip of the month before came to, once it was approved."""
    before = Payslip.objects.filter(
        employee=OuterRef("employee"), month=month_after(month, -1), run__state=PayRun.State.APPROVED
    )
    return Subquery(before.values("total")[:1])


def marks_of(told: Mapping[int, tuple[Decimal, Decimal | None]]) -> Mapping[int, Mark]:
    """{payslip: why to look at it}, of all those of a run together."""
    return marks(
        {pk: (None if last is None else kopecks_of(last), kopecks_of(total)) for pk, (total, last) in told.items()}
    )
