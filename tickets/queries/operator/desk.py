"""Whose page it is: the departments a viewer looks after, and who of their people is not here."""

from dataclasses import dataclass, field
from datetime import datetime

from support_desk.shared.viewer import Viewer
from workload.domain.presence import Standing, State
from workload.queries.presence import Presence, presence_of_all


@dataclass(frozen=True, slots=True)
class Desk:
    """`department_ids` None: every department, which only the director sees. `people`: everybody who works here, by id,
    for whoever answers may be of another department."""

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
    def here_ids(self) -> list[int]:
        """Everybody else's letters are the operator's at once: away, absent, off shift, and those who have left."""
        return sorted(each.employee_id for each in self.people.values() if each.is_here)

    @property
    def colleagues(self) -> list[Presence]:
        """People of the desk's own departments."""
        everybody = self.people.values()
        return [each for each in everybody if self.department_ids is None or each.department_id in self.department_ids]

    def presence_of(self, employee_id: int) -> Presence:
        """Whoever is not among the people works here no more."""
        return self.people.get(employee_id) or Presence(employee_id, "", None, Standing(State.ABSENT))


def desk_of(viewer: Viewer) -> Desk:
    """One statement, and one more for calendars that this process has not read yet."""
    return Desk(viewer, departments_of(viewer), presence_of_all(viewer.at))


def departments_of(viewer: Viewer) -> frozenset[int] | None:
    """Those whose page the viewer has; None: every one."""
    return None if viewer.has("director") else viewer.overseen_department_ids
