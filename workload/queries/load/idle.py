"""Who has time this week, and what they could do with it (L8)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from support_desk.shared.viewer import Viewer
from workload import work_sources
from workload.domain.load import Tone
from workload.domain.moves import LOWEST_LEVEL
from workload.idle_hints import Idle, IdleHint, hints_for
from workload.models import Employment
from workload.queries.load.board import Board
from workload.queries.load.people import LoadPerson

# As many as can be looked at.
MOST_OF_A_KIND = 3


@dataclass(frozen=True, slots=True)
class IdlePerson:
    """Somebody with their free minutes of this week and what they could do."""

    person: LoadPerson
    spare_minutes: int
    hints: Sequence[IdleHint]


def idle_people(board: Board, viewer: Viewer, *, most: int | None = None) -> list[IdlePerson]:
    """Those under the idle percent, who has most time first. A few statements; none when nobody is idle."""
    idle = [_idle(person, board) for person in board.standing_out(Tone.IDLE)]
    idle = sorted(idle, key=lambda one: (-one.spare_minutes, board.names[one.employee_id]))[:most]
    hints: dict[int, list[IdleHint]] = defaultdict(list)
    for hint in hints_for(idle, viewer):
        hints[hint.employee_id].append(hint)
    by_id = {person.id: person for person in board.people}
    return [IdlePerson(by_id[one.employee_id], one.spare_minutes, hints[one.employee_id]) for one in idle]


def unspent_hours(people: Sequence[Idle], viewer: Viewer) -> list[IdleHint]:
    """Prepaid hours of their own projects that nobody uses this month."""
    departments = {one.department_id for one in people}
    spare = work_sources.spare_hours(department_ids=departments, viewer=viewer)
    found = []
    for one in people:
        own = [each for each in spare if each.owner_id == one.employee_id][:MOST_OF_A_KIND]
        reason = _("Prepaid hours of this month that nobody uses: propose a development.")
        found += [IdleHint(one.employee_id, "spare_hours", each.title, each.url, reason, each.minutes) for each in own]
    return found


def work_of_others(people: Sequence[Idle], viewer: Viewer) -> list[IdleHint]:
    """Tasks of other departments that ask for a skill they have, those that are due first. Two statements."""
    departments = {one.department_id for one in people}
    elsewhere = Employment.objects.at(viewer.at).exclude(department__in=departments)
    work = work_sources.open_work(employee_ids=list(elsewhere.values_list("employee_id", flat=True)), viewer=viewer)
    asking = [one for one in work if one.title and one.skill_id is not None and one.deadline_at is not None]
    asking.sort(key=lambda one: (one.deadline_at, one.key))
    found = []
    for person in people:
        fitting = [one for one in asking if one.skill_id in person.skill_ids][:MOST_OF_A_KIND]
        reason = _("Another department asks for a skill of theirs.")
        found += [
            IdleHint(person.employee_id, "other_department", one.title, one.url, reason, one.remaining_minutes)
            for one in fitting
        ]
    return found


def _idle(person: LoadPerson, board: Board) -> Idle:
    able = frozenset(skill for skill, level in person.skills.items() if level >= LOWEST_LEVEL)
    return Idle(person.id, board.department.id, board.loads[person.id].weeks[0].spare, able)
