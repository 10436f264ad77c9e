"""Pages are looked at on a Wednesday noon, by a browser of somebody who is logged in."""

from tests.plugins.pages import _wednesday_noon, statements, visit

__all__ = ["_wednesday_noon", "statements", "visit"]
