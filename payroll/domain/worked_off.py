"""One payslip worked off: lines with the sections and places they are stored under, and their evidence (Y3)."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from payroll.domain.lines import Line
from payroll.domain.pay_answer import written
from payroll.domain.pay_case import PayCase, case_from
from payroll.domain.pay_record import canonical, computed, digest_of
from payroll.domain.plans import BASE, SETTLEMENT
from payroll.domain.remarks import Remark
from payroll.domain.spans import Evidence

type Measured = Mapping[tuple[int, str], tuple[Evidence, ...]]
"""By place of the section and code of the line."""

BEFORE_SETTLEMENT: Final = 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its `position` in the payslip and the `section` it belongs to, None for what belongs to none.
    `addition`: which of the additions it pays."""

    line: Line
    position: int
    section: int | None
    addition: int | None = None


@dataclass(frozen=True, slots=True)
class WorkedOff:
    """Kopecks: `base`, `variable` (what the components paid), `total`. `joined`: {place of a section: place of the one
    it is paid with}. `digest`: of inputs and answer, SHA-256."""

    lines: tuple[Placed, ...]
    base: int
    variable: int
    total: int
    digest: str
    remarks: tuple[Remark, ...]
    joined: Mapping[int, int]

    def evidence_of(self, placed: Placed, measured: Measured) -> list[Evidence]:
        """What a line was measured by, in all the sections it is paid for; each source once."""
        if placed.section is None:
            return []
        parts = self._parts(placed.section)
        return united(one for place in parts for one in measured.get((place, placed.line.code), ()))

    def bearing(self, section: int, worked: Sequence[Any]) -> int:
        """The place of the section whose department bears a line: of those paid together the one in which most was
        worked, the first of equals. `worked`: hours by place."""
        return max(self._parts(section), key=lambda place: Decimal(str(worked[place])))

    def _parts(self, section: int) -> list[int]:
        return sorted(place for place, kept in self.joined.items() if kept == section)


def worked_off(inputs: Mapping[str, Any]) -> WorkedOff:
    """BadInput, by path, of what cannot be computed. A place is kept free for the settlement, which is known last, so
    that additions keep theirs."""
    case = case_from(inputs)
    slip = computed(case)
    return WorkedOff(
        tuple(_placed(slip.lines, case)),
        sum(line.amount for line in slip.lines if line.code == BASE),
        slip.variable,
        slip.total,
        digest_of(inputs, written(slip)),
        slip.remarks,
        joined_places(case),
    )


def joined_places(case: PayCase) -> dict[int, int]:
    """Sections under equal plans are paid with the first of them."""
    first: dict[Any, int] = {}
    return {section.place: first.setdefault(section.plan, section.place) for section in case.sections}


def united(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Each source once, its rows in order and none twice."""
    found: dict[str, Evidence] = {}
    for one in evidence:
        known = found.get(one.source, Evidence(one.source))
        ids = tuple(sorted({*known.ids, *one.ids}))
        found[one.source] = Evidence(one.source, ids, (*known.figures, *one.figures))
    return list(found.values())


def digest_of_run(slips: Iterable[tuple[int, str, str]]) -> str:
    """SHA-256 of (employee, digest, total) of its payslips, whatever their order."""
    return hashlib.sha256(canonical(sorted(slips)).encode()).hexdigest()


def _placed(lines: Iterable[Line], case: PayCase) -> Iterator[Placed]:
    rows = list(lines)
    paid = [place for place, addition in enumerate(case.additions) if addition.amount]
    own = len(rows) - len(paid)
    is_settled = own > 0 and rows[own - 1].code == SETTLEMENT
    before = own - is_settled
    for position, line in enumerate(rows[:before], start=1):
        yield Placed(line, position, section_of(line))
    if is_settled:
        yield Placed(rows[before], before + 1, None)
    for place, (line, addition) in enumerate(zip(rows[own:], paid, strict=True), start=1):
        yield Placed(line, before + BEFORE_SETTLEMENT + place, None, addition)


def section_of(line: Line) -> int | None:
    """The calculator counts sections from 1."""
    section = line.inputs.get("section")
    return section - 1 if isinstance(section, int) else None
