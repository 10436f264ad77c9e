"""Sections of months before they are measured: who worked where, by which plan, on which days (Y1)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """Days of one month, both inclusive, that somebody spends in one department, with one share of employment, under
    one version of a plan. `place`: its number among those asked for together; `base`, `variable`: rubles as texts, the
    person's own or the plan's; `of_department`: measured by the members of the department (Y2)."""

    place: int
    employee_id: int
    department_id: int
    first: date
    last: date
    share_percent: int
    assignment_id: int
    version_id: int
    base: str
    variable: str
    hired_on: date
    of_department: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """Days of a month on which an employed person has no plan; `from` and `until` inclusive."""

    employee_id: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Worked:
    """What the timesheets of a span say. `norm_minutes`: the calendar's of the whole month for this share (Y1),
    `norm_days`: those of the month on which this person was to work; `paid_minutes`, `paid_days`: worked in the span;
    `target_minutes`: of them the norm target, ramped day by day (L9); `sheet_ids`: the timesheets that were read."""

    norm_minutes: int
    norm_days: int
    paid_minutes: int
    paid_days: int
    target_minutes: int
    sheet_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """Rows of one source (`LineEvidence.Source`); `figures`: what stands for rows where there are none."""

    source: str
    ids: tuple[int, ...] = ()
    figures: tuple[tuple[Any, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """A fact as `manage.py calculate pay` reads it, and the rows it was counted from; None: not applicable."""

    fact: Mapping[str, str] | None
    evidence: tuple[Evidence, ...] = field(default=())
