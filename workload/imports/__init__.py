"""Lists about people that come in as files."""

from support_desk.shared import imports
from workload.imports.people_columns import PEOPLE
from workload.imports.rosters import ROSTERS


def register() -> None:
    """Called from the app's `ready()`."""
    imports.register(PEOPLE)
    imports.register(ROSTERS)
