"""Pages of pay are looked at on the Monday on which October is paid, by a browser of somebody who is logged in."""

from tests.plugins.pages import statements, visit

__all__ = ["statements", "visit"]
