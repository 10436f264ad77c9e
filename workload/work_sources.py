"""What people are responsible for in apps above this one, asked through a registry so that imports run one way."""

from typing import Protocol


class WorkSource(Protocol):
    """One app that hands out work."""

    def owned_projects(self, *, employee_id: int, outside_department_id: int | None) -> list[str]:
        """Names of the active projects somebody answers for; those of `outside_department_id` are left out."""
        ...


SOURCES: list[WorkSource] = []


def register(source: WorkSource) -> None:
    """Called from an app's `ready()`; twice changes nothing."""
    if source not in SOURCES:
        SOURCES.append(source)


def owned_projects(*, employee_id: int, outside_department_id: int | None = None) -> list[str]:
    """All projects that would be left without a rightful owner."""
    return [
        name
        for source in SOURCES
        for name in source.owned_projects(employee_id=employee_id, outside_department_id=outside_department_id)
    ]
