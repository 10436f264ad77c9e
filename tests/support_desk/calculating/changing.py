"""A case with one part of it made bad."""

from copy import deepcopy
from typing import Any


def changed(case: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    """A copy of `case` with `value` at a path such as "employees.1.id"."""
    copy = deepcopy(case)
    *way, last = path.split(".")
    part: Any = copy
    for step in way:
        part = part[int(step)] if step.isdigit() else part[step]
    part[int(last) if last.isdigit() else last] = value
    return copy
