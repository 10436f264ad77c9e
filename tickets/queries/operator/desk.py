"""Whose page it is: the departments a viewer looks after, and who of their people is not here."""

from dataclasses import dataclass, field
from datetime import datetime

from support_desk.shared.viewer import Viewer
from workload.domain.presence import State
from workload.queries.presence import Presence, presence_in, presence_of_all


@dataclass(frozen=True, slots=True)
class Desk:
    """`department_ids` None: every department, which only the director sees. `people` by id of the employee."""

    viewer: Viewer
    department_ids: frozenset[int] | None
    people: dict[int, Presence] = field(default_factory=dict)

    @property
    def at(self) -> datetime:
        return self.viewer.at

    @property
    def is_read_only(self) -> bool:
        """The director looks, who oversees a department acts."""
        return not self.viewer.overseen_department_ids

    @property
    def away_ids(self) -> list[int]:
        """Whose letters are the operator's at once: away, absent, off shift, and those who have left."""
        return sorted(each.employee_id for each in self.people.values() if each.state is not State.HERE)

    @property
    def here_ids(self) -> list[int]:
        return sorted(each.employee_id for each in self.people.values() if each.is_here)


def desk_of(viewer: Viewer) -> Desk:
    """One statement, and one more for calendars that this process has not read yet."""
    if viewer.has("director"):
        return Desk(viewer, None, presence_of_all(viewer.at))
    departments = viewer.overseen_department_ids
    return Desk(viewer, departments, presence_in(departments, viewer.at))
