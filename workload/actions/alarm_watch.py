"""Every morning the desk looks whether somebody still has time, and what former decisions have brought (L8)."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction

from support_desk.shared.changing import change_row, create_row
from support_desk.shared.viewer import Viewer
from workload.actions.alarm_telling import tell_proposed
from workload.actions.alarms import effect_of
from workload.domain.alarms import State
from workload.domain.moves import Shortage
from workload.models import Department, LoadCheck, OverloadAlarm
from workload.queries.load.board import Board
from workload.queries.load.figures import figures_of, whole_board

MORNING: Final = 8
# Less than that is lost in the day's noise.
LEAST_MINUTES: Final = 60


def watch_loads(*, at: datetime) -> int:
    """Looks through each department once a day, from 8:00 of its zone on; how many alarms are new."""
    departments = Department.objects.filter(is_active=True).order_by("pk")
    return sum(look_through(department, at=at) for department in departments if _is_morning(department, at))


@transaction.atomic
def look_through(department: Department, *, at: datetime) -> int:
    """Proposes an alarm for each skill and week that lacks time, and measures what was decided before. Once a day,
    whoever comes first."""
    day = at.astimezone(ZoneInfo(department.timezone)).date()
    _check, is_new = LoadCheck.objects.get_or_create(department=department, day=day, defaults={"at": at})
    board = whole_board(department.pk, at) if is_new else None
    if board is None:
        return 0
    measure_effects(department, at=at)
    lacking = [one for one in board.shortages() if one.minutes >= LEAST_MINUTES]
    return sum(propose_alarm(department, one, board, at=at) for one in lacking)


def measure_effects(department: Department, *, at: datetime) -> None:
    """Keeps the figures of each week that was decided about yesterday or before."""
    midnight = at.astimezone(ZoneInfo(department.timezone)).replace(hour=0, minute=0, second=0, microsecond=0)
    due = OverloadAlarm.objects.filter(
        department=department, state=State.DECIDED, after__isnull=True, decided_at__lt=midnight
    )
    for alarm in due.select_for_update(of=("self",)).order_by("pk"):
        new = effect_of(alarm, at=at)
        if new:
            by = Viewer.system(at)
            change_row(alarm, action="alarm.measure", by=by, at=at, new=new, department_id=department.pk)


def propose_alarm(department: Department, lacking: Shortage, board: Board, *, at: datetime) -> bool:
    """A new alarm that the head is told of; none where that week and skill had one proposed or waits for a decision,
    nor about work that an alarm is about which waits or was decided."""
    of_week = OverloadAlarm.objects.filter(
        department=department, skill=lacking.skill_id, week_starts_on=lacking.starts_on
    )
    figures = figures_of(board, lacking.skill_id, lacking.starts_on)
    if figures is None or of_week.exclude(state=State.CLOSED, is_proposed=False).exists():
        return False
    if set(lacking.keys) <= known_keys(department, lacking.skill_id):
        return False
    row = OverloadAlarm(
        department=department,
        skill_id=lacking.skill_id,
        week_starts_on=lacking.starts_on,
        shortfall_minutes=lacking.minutes,
        is_proposed=True,
        raised_at=at,
        state=State.PROPOSED,
        before=figures.kept(),
    )
    trail = {"week": lacking.starts_on, "minutes": lacking.minutes}
    create_row(
        row, action="alarm.propose", by=Viewer.system(at), at=at, after=trail, department_id=department.pk
    )  # fmt: skip
    tell_proposed(row, at=at)
    return True


def known_keys(department: Department, skill_id: int | None) -> set[str]:
    """The work that alarms which are not closed are about. One statement."""
    standing = OverloadAlarm.objects.filter(department=department, skill=skill_id).exclude(state=State.CLOSED)
    return {key for before in standing.values_list("before", flat=True) for key in before.get("keys", [])}


def _is_morning(department: Department, at: datetime) -> bool:
    return at.astimezone(ZoneInfo(department.timezone)).hour >= MORNING
