"""The usual week of a person, by date (L1)."""

from collections.abc import Collection
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.changing import scope_of
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.viewer import Viewer
from workload.actions.person import lock_person
from workload.actions.refusing import bad_input_refused
from workload.domain.refusals import gettext_noop
from workload.domain.roster_text import BadRoster, checked, written
from workload.domain.stretches import Stretches
from workload.domain.weekly_pattern import PatternShift, first_overlap, stretches_on, works_of
from workload.models import Employee, PatternLine, ShiftPattern
from workload.roster_permissions import roster_parties

# Any Monday: the week is laid out twice, so that its Sunday night meets its Monday.
UTC_ZONE = ZoneInfo("UTC")
MONDAY, SECOND_SUNDAY = date(2024, 1, 1), date(2024, 1, 14)
RUNS_OVER = gettext_noop("The shift of this weekday begins before the one before it ends.")


@transaction.atomic
def set_pattern(
    *,
    employee: Employee,
    lines: Collection[PatternShift],
    starts_on: date,
    by: Viewer,
    at: datetime,
    is_by_calendar: bool = True,
) -> ShiftPattern:
    """The usual week from that day on; the same day again replaces it. It fills months that are opened after that and
    changes none that stand. Refused, naming `pattern.<weekday>`, for days that overlap or are too much."""
    person = lock_person(employee.pk, by=by, at=at)
    if not roster_parties(by, person.employee, person.department):
        raise NotAllowed(_("A pattern is set by the person, the head or the office manager."))
    check_week(lines)
    if any(not 0 <= line.weekday <= 6 for line in lines):
        raise Refused(_("A week has seven days, Monday is 0."), field="pattern")
    pattern, is_new = ShiftPattern.objects.get_or_create(
        employee=person.employee, starts_on=starts_on, defaults={"is_by_calendar": is_by_calendar}
    )
    before = {} if is_new else _facts([line.shift() for line in pattern.lines.all()], pattern.is_by_calendar)
    after = _facts(lines, is_by_calendar)
    if before == after:
        return pattern
    pattern.is_by_calendar = is_by_calendar
    pattern.save()
    pattern.lines.all().delete()
    PatternLine.objects.bulk_create(
        PatternLine(pattern=pattern, weekday=one.weekday, starts=one.starts, ends=one.ends,
                    break_minutes=one.break_minutes)
        for one in sorted(lines)
    )  # fmt: skip
    audit.record(
        action="roster.pattern",
        target=person.employee,
        scope=scope_of(person.employee),
        department_id=person.department.pk,
        by=by,
        at=at,
        before=before,
        after=after | {"starts_on": starts_on},
    )
    return pattern


def check_week(lines: Collection[PatternShift]) -> None:
    """Each day can be planned like that, and no night runs into the next shift."""
    with bad_input_refused("pattern."):
        for weekday in range(7):
            checked(_day(lines, weekday), str(weekday))
        clash = first_overlap(works_of(lines, MONDAY, SECOND_SUNDAY, UTC_ZONE))
        if clash is not None:
            raise BadRoster(str(clash.starts_at.weekday()), RUNS_OVER)


def _day(lines: Collection[PatternShift], weekday: int) -> Stretches:
    return stretches_on(lines, date(2024, 1, 1 + weekday))


def _facts(lines: Collection[PatternShift], is_by_calendar: bool) -> dict[str, object]:
    week = {str(weekday): written(_day(lines, weekday)) for weekday in range(7)}
    return {"week": {day: hours for day, hours in week.items() if hours}, "is_by_calendar": is_by_calendar}
