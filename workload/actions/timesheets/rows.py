"""Writing what the days came out to be: only rows that differ, so that filling twice is filling once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from workload.domain.timesheet_days import FilledDay
from workload.models import Timesheet, TimesheetCorrection, TimesheetDay

VALUE = ("code", "minutes", "night_minutes", "away_code", "away_minutes")
BESIDE = ("planned_minutes", "logged_minutes", "hint")
Told = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class WantedSheet:
    """A person's month as it should be."""

    norm_minutes: int
    days: Sequence[FilledDay]


@dataclass(slots=True)
class Difference:
    """What has to be written. `changed`: sheets of which something that counts came out otherwise."""

    rows: list[TimesheetDay] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    changed: set[int] = field(default_factory=set)


def created_sheets(department_id: int, month: date, employee_ids: Iterable[int], *, at: datetime) -> list[Timesheet]:
    """New sheets. One statement."""
    return Timesheet.objects.bulk_create(
        Timesheet(employee_id=one, department_id=department_id, month=month, filled_at=at) for one in employee_ids
    )


def difference(sheets: Sequence[Timesheet], wanted: Mapping[int, WantedSheet]) -> Difference:
    """What `wanted` (by employee) changes of the sheets. Two statements."""
    ids = [sheet.pk for sheet in sheets]
    corrected = set(TimesheetCorrection.objects.filter(sheet__in=ids).values_list("sheet_id", "day"))
    there: dict[int, dict[date, tuple[int, Told]]] = {}
    rows = TimesheetDay.objects.filter(sheet__in=ids).order_by()
    for pk, sheet_id, day, *told in rows.values_list("pk", "sheet_id", "day", *VALUE, *BESIDE):
        there.setdefault(sheet_id, {})[day] = (pk, tuple(told))
    found = Difference()
    for sheet in sheets:
        _compare(sheet, wanted.get(sheet.employee_id), there.get(sheet.pk, {}), corrected, found)
    return found


def write(found: Difference) -> None:
    """Two statements at most."""
    TimesheetDay.objects.bulk_create(
        found.rows,
        update_conflicts=True,
        unique_fields=["sheet", "day"],
        update_fields=[*VALUE, *BESIDE],
    )
    if found.gone:
        TimesheetDay.objects.filter(pk__in=found.gone).delete()


def _compare(
    sheet: Timesheet,
    wanted: WantedSheet | None,
    there: dict[date, tuple[int, Told]],
    corrected: set[tuple[int, date]],
    found: Difference,
) -> None:
    for one in wanted.days if wanted else ():
        known = there.pop(one.day, None)
        told = _told(one)
        if known is not None and known[1] == told:
            continue
        found.rows.append(TimesheetDay(sheet=sheet, day=one.day, **dict(zip((*VALUE, *BESIDE), told, strict=True))))
        counts = known is None or known[1][: len(VALUE)] != told[: len(VALUE)]
        if counts and (sheet.pk, one.day) not in corrected:
            found.changed.add(sheet.pk)
    if there:
        found.gone += [pk for pk, _told in there.values()]
        found.changed.add(sheet.pk)
    if sheet.norm_minutes != (wanted.norm_minutes if wanted else 0):
        found.changed.add(sheet.pk)


def _told(one: FilledDay) -> Told:
    value = one.value
    return (
        value.code.value, value.minutes, value.night_minutes, value.away_code, value.away_minutes,
        one.planned_minutes, one.logged_minutes, one.hint.value,
    )  # fmt: skip
