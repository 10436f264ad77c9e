"""Pages are visited by somebody who is logged in, and their statements counted."""

from tests.plugins.pages import statements, visit

__all__ = ["statements", "visit"]
