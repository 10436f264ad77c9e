"""Pages are visited at a fixed noon, and their statements counted."""

from tests.plugins.pages import _wednesday_noon, statements, visit

__all__ = ["_wednesday_noon", "statements", "visit"]
