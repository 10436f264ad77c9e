"""The salary calculator (Y1, Y3): plan and facts in, the lines of a payslip out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from payroll.domain.base_line import base_draft
from payroll.domain.component_lines import component_drafts
from payroll.domain.lines import Draft, Line
from payroll.domain.other_lines import Addition, addition_lines, offers_line, overtime_line, settlement_line
from payroll.domain.presence import Presence
from payroll.domain.remarks import Remark, remarks_on
from payroll.domain.sections import Section, excess, merged
from support_desk.shared.money import round_together
from workload.domain.refusals import BadInput, gettext_noop


@dataclass(frozen=True, slots=True)
class Payslip:
    """variable: what the components paid, the most that a settlement may take; kopecks, as the amounts of lines."""

    lines: tuple[Line, ...]
    variable: int
    remarks: tuple[Remark, ...]

    @property
    def total(self) -> int:
        """The sum of the lines."""
        return sum(line.amount for line in self.lines)


def payslip(sections: Sequence[Section], settlement: int = 0, additions: Sequence[Addition] = ()) -> Payslip:
    """One person's month; without a section where something stands beside them, for who has left. BadInput when there
    is neither; BadFact when equal sections cannot be made one.

    All bases are rounded together, and so are all components: each group once, its lines by largest remainder.
    """
    if not sections and not settlement and not additions:
        raise BadInput("sections", gettext_noop("A payslip needs at least one section."))
    parts = merged(sections)
    presences = [Presence(part, excess(parts)) for part in parts]
    bases = _rounded([base_draft(presence) for presence in presences])
    results = _rounded([draft for presence in presences for draft in component_drafts(presence)])
    variable = sum(line.amount for line in results)
    overtime = tuple(overtime_line([period for part in parts for period in part.periods]))
    settled = tuple(settlement_line(settlement, variable))
    lines = (*_in_order(parts, bases, results), *overtime, *settled, *addition_lines(additions))
    return Payslip(lines, variable, tuple(remarks_on(parts, overtime, settled)))


def _rounded(drafts: Sequence[Draft]) -> list[Line]:
    amounts = round_together([draft.exact for draft in drafts])
    return [draft.rounded(amount) for draft, amount in zip(drafts, amounts, strict=True)]


def _in_order(parts: Sequence[Section], bases: Sequence[Line], results: Sequence[Line]) -> Iterator[Line]:
    """Section by section: its base, its components, its offers."""
    following = iter(results)
    for part, base in zip(parts, bases, strict=True):
        yield base
        for _ in part.plan.components:
            yield next(following)
        yield from offers_line(part)
