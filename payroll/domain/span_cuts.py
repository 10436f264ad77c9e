"""Cutting the months of people where department, share of employment or pay plan changes (Y1, P1)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from payroll.domain.spans import Gap, Span

A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stay:
    """Days, both inclusive, that somebody is employed in one department."""

    employee_id: int
    department_id: int
    share_percent: int
    first: date
    last: date
    hired_on: date


@dataclass(frozen=True, slots=True)
class Paid:
    """Days, both inclusive, on which somebody is paid by one version of a plan; `version_id` None: elsewhere. `base`,
    `variable`: rubles as texts."""

    assignment_id: int
    first: date
    last: date
    version_id: int | None
    base: str = ""
    variable: str = ""
    of_department: bool = False


def cut(stays: Sequence[Stay], paid: Mapping[int, Sequence[Paid]]) -> tuple[list[Span], list[Gap]]:
    """Spans numbered from 0 in the order of `stays`, neighbours under identical terms as one, and the days without a
    plan. `stays`, and `paid` by employee, are in order of their days and do not overlap."""
    spans: list[Span] = []
    gaps: list[Gap] = []
    for stay in stays:
        plans = paid.get(stay.employee_id, ())
        spans += _spans(stay, plans)
        gaps += [Gap(stay.employee_id, first, last) for first, last in _uncovered(stay, plans)]
    merged = _merged(spans)
    return [replace(span, place=place) for place, span in enumerate(merged)], _joined(gaps)


def held_to(stays: Iterable[Stay], first: date, last: date) -> list[Stay]:
    """What of them lies between the days."""
    return [
        replace(stay, first=max(stay.first, first), last=min(stay.last, last))
        for stay in stays
        if stay.first <= last and stay.last >= first
    ]


def _spans(stay: Stay, plans: Iterable[Paid]) -> Iterator[Span]:
    for plan in plans:
        first, last = max(stay.first, plan.first), min(stay.last, plan.last)
        if plan.version_id is not None and first <= last:
            yield Span(
                place=0,
                employee_id=stay.employee_id,
                department_id=stay.department_id,
                first=first,
                last=last,
                share_percent=stay.share_percent,
                assignment_id=plan.assignment_id,
                version_id=plan.version_id,
                base=plan.base,
                variable=plan.variable,
                hired_on=stay.hired_on,
                of_department=plan.of_department,
            )


def _uncovered(stay: Stay, plans: Iterable[Paid]) -> Iterator[tuple[date, date]]:
    """Days of the stay on which none of `plans` holds."""
    start = stay.first
    for plan in plans:
        if plan.last < start or plan.first > stay.last:
            continue
        if plan.first > start:
            yield start, plan.first - A_DAY
        if plan.last >= stay.last:
            return
        start = plan.last + A_DAY
    yield start, stay.last


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for span in spans:
        if found and _continues(found[-1], span):
            found[-1] = replace(found[-1], last=span.last)
        else:
            found.append(span)
    return found


def _continues(former: Span, span: Span) -> bool:
    """The next day under the same terms, whichever assignment says so."""
    same = replace(span, first=former.first, last=former.last, assignment_id=former.assignment_id)
    return same == former and former.last + A_DAY == span.first


def _joined(gaps: Iterable[Gap]) -> list[Gap]:
    found: list[Gap] = []
    for gap in gaps:
        former = found[-1] if found else None
        if former and former.employee_id == gap.employee_id and former.last + A_DAY == gap.first:
            found[-1] = replace(former, last=gap.last)
        else:
            found.append(gap)
    return found
