"""I10: owners belong to the department of their projects."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected

STRANGERS = """
SELECT project.id, owner.name, department.name FROM tickets_project project
JOIN workload_employee owner ON owner.id = project.owner_id
JOIN workload_department department ON department.id = project.department_id
WHERE project.is_active AND (owner.left_on IS NULL OR owner.left_on >= CURRENT_DATE) AND NOT EXISTS (
  SELECT FROM workload_employment term WHERE term.employee_id = project.owner_id
  AND term.department_id = project.department_id AND (term.ends_on IS NULL OR term.ends_on >= CURRENT_DATE))
"""


def check() -> Iterator[Broken]:
    yield from selected(STRANGERS, kind="project", detail="is owned by {1}, who is not of {2}")


OWNERS = Invariant("I10", "The owner of an active project belongs to its department.", check)
