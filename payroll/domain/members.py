"""What a department reached, for who is measured by it: the sums of its members, the head left out (Y2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from payroll.domain.figures import number, sum_of
from payroll.domain.spans import Found, Span


@dataclass(frozen=True, slots=True)
class Member:
    """A span of somebody in the department, cut to the days of who is measured by it."""

    of_place: int
    span: Span


def members_of(heads: Iterable[Span], others: Iterable[Span], place: int) -> list[Member]:
    """Of every span of `heads` those of others in the same department on the same days, numbered from `place` on. Who
    is measured by the department as well is nobody's member."""
    by_department: dict[int, list[Span]] = {}
    for other in others:
        if not other.of_department:
            by_department.setdefault(other.department_id, []).append(other)
    found: list[Member] = []
    for head in heads:
        for other in by_department.get(head.department_id, ()):
            days = _common(head, other)
            if days is not None and other.employee_id != head.employee_id:
                span = replace(other, place=place + len(found), first=days[0], last=days[1])
                found.append(Member(head.place, span))
    return found


def summed(reached: Sequence[tuple[int, Found]]) -> tuple[Mapping[str, str] | None, list[tuple[int, str, str]]]:
    """The fact of a department, and (employee, target, fact) of everybody who has a target; None where nobody has."""
    figures = [
        (employee, found.fact["target"], found.fact["fact"])
        for employee, found in reached
        if found.fact is not None and Fraction(found.fact.get("target", "0"))
    ]
    if not figures:
        return None, []
    target = sum_of(Fraction(target) for _employee, target, _fact in figures)
    fact = sum_of(Fraction(fact) for _employee, _target, fact in figures)
    return {"target": number(target), "fact": number(fact)}, figures


def _common(head: Span, other: Span) -> tuple[date, date] | None:
    first, last = max(head.first, other.first), min(head.last, other.last)
    return (first, last) if first <= last else None
