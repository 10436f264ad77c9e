"""A department's month of points: as it was settled, or as it would be if it ended now (M1, M5)."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q, Sum

from disputes.domain.settlement import Line, settle
from disputes.domain.settlement_record import totals_of, written_policy
from disputes.models import KittyEntry, Settlement, SettlementCount, SettlementLine
from disputes.point_permissions import can_correct_points, reads_money, reads_names
from disputes.queries.point_facts import bounds, facts_of_month
from disputes.queries.settlement_cases import month_to_settle
from disputes.queries.settlements import settlement_counts
from support_desk.shared.money import rubles_of
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee

Sums = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class PersonLine:
    """`nominal`, `amount`: None where the viewer reads no money, or nothing is applied yet."""

    employee_id: int
    name: str
    points: int
    nominal: Decimal | None
    amount: Decimal | None
    limited_by: str

    @property
    def limit_words(self) -> str:
        """What acted on the amount, in words; "" where nothing did."""
        return str(SettlementLine.LimitedBy(self.limited_by).label) if self.limited_by else ""


@dataclass(frozen=True, slots=True)
class PointReport:
    """`settlement`: None while the month runs or waits for 00:05. `policy`: as `written_policy`. `people`: None where
    names are not for the viewer. `nominal`, `applied`: withheld and where it went, in rubles. `kitty`: "credit",
    "refund" and "spending" of the month and the "balance" of now."""

    department: Department
    month: date
    settlement: Settlement | None
    policy: Mapping[str, Any]
    facts: Mapping[str, Any]
    people: Sequence[PersonLine] | None
    nominal: Sums
    applied: Sums | None
    kitty: Sums
    may_correct: bool

    @property
    def is_settled(self) -> bool:
        return self.settlement is not None


def point_report(viewer: Viewer, department: Department, month: date) -> PointReport:
    """The report of any department: its totals are for everybody. Three statements when settled, eight before."""
    counts = settlement_counts(viewer).filter(settlement__department=department, settlement__month=month)
    found = {count.stage: count for count in counts}
    return _settled(viewer, department, found) if found else _so_far(viewer, department, month)


def _settled(viewer: Viewer, department: Department, counts: Mapping[str, SettlementCount]) -> PointReport:
    settlement, lines = counts["nominal"].settlement, None
    if reads_names(viewer, department.pk):
        rows = SettlementLine.objects.named_to(viewer).filter(settlement=settlement).select_related("employee")
        lines = in_order([_kept_line(viewer, department.pk, row) for row in rows])
    return PointReport(
        department=department,
        month=settlement.month,
        settlement=settlement,
        policy=settlement.policy_values,
        facts=settlement.facts,
        people=lines,
        nominal=_sums(counts["nominal"]),
        applied=_sums(counts["applied"]) if "applied" in counts else None,
        kitty=kitty_of_month(department, settlement.month),
        may_correct=can_correct_points(viewer),
    )


def _so_far(viewer: Viewer, department: Department, month: date) -> PointReport:
    """Counted as it will be settled, with what is posted by now."""
    found = month_to_settle(department.pk, month)
    counted = settle(found.case.policy, found.case.people, found.case.postings)
    lines = None
    if reads_names(viewer, department.pk):
        people = Employee.objects.visible_to(viewer).in_bulk([line.id for line in counted.lines])
        lines = in_order([_counted_line(viewer, department.pk, people[line.id].name, line) for line in counted.lines])
    return PointReport(
        department=department,
        month=month,
        settlement=None,
        policy=written_policy(found.policy.money()),
        facts=facts_of_month(department, month),
        people=lines,
        nominal={name: rubles_of(kopecks) for name, kopecks in asdict(totals_of(counted)).items()},
        applied=None,
        kitty=kitty_of_month(department, month),
        may_correct=can_correct_points(viewer),
    )


def in_order(lines: list[PersonLine]) -> list[PersonLine]:
    """Who moved points, most first; whoever had none is not told of."""
    moved = [line for line in lines if line.points or line.nominal or line.amount]
    return sorted(moved, key=lambda line: (-line.points, line.name))


def kitty_of_month(department: Department, month: date) -> dict[str, Decimal]:
    """What came in and went out in the month, and what there is. One statement."""
    within: tuple[datetime, datetime] = bounds(department, month)
    own = KittyEntry.objects.filter(department=department)
    of_month = Q(settlement__month=month)
    went = Q(kind="spending", at__range=within)
    sums = own.aggregate(
        credit=Sum("amount", filter=Q(kind="credit") & of_month, default=Decimal(0)),
        refund=Sum("amount", filter=Q(kind="refund") & of_month, default=Decimal(0)),
        spending=Sum("amount", filter=went, default=Decimal(0)),
        all_in=Sum("amount", filter=Q(kind="credit"), default=Decimal(0)),
        all_out=Sum("amount", filter=~Q(kind="credit"), default=Decimal(0)),
    )
    return {name: sums[name] for name in ("credit", "refund", "spending")} | {
        "balance": sums["all_in"] - sums["all_out"]
    }


def _sums(count: SettlementCount) -> dict[str, Decimal]:
    names = ("withheld", "paid", "kitty", "controller_fund", "undistributed", "cross_department")
    return {name: getattr(count, name) for name in names}


def _kept_line(viewer: Viewer, department_id: int, row: SettlementLine) -> PersonLine:
    sees = reads_money(viewer, department_id, row.employee_id)
    return PersonLine(
        row.employee_id,
        row.employee.name,
        row.points,
        row.nominal if sees else None,
        row.amount if sees else None,
        row.limited_by if sees else "",
    )


def _counted_line(viewer: Viewer, department_id: int, name: str, line: Line) -> PersonLine:
    sees = reads_money(viewer, department_id, line.id)
    return PersonLine(line.id, name, line.points, rubles_of(line.nominal) if sees else None, None, "")
