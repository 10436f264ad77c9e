"""Figures of the rail that apps add: counted in the statement that every page asks for its rail anyway."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from support_desk.shared.viewer import Viewer

Counting = Callable[[Viewer], QuerySet[Any, Any]]

_counted: dict[str, Counting] = {}


def register(name: str, rows: Counting) -> None:
    """`rows(viewer)` are what waits for an employee; its SQL depends on the viewer's kind alone (ADR 0007). Called from
    an app's `ready()`; twice changes nothing."""
    _counted[name] = rows


def counted(viewer: Viewer) -> dict[str, QuerySet[Any, Any]]:
    """The rows of each figure by its name."""
    return {name: rows(viewer) for name, rows in _counted.items()}


def keep(request: HttpRequest, figures: Mapping[str, int]) -> None:
    """Whoever has asked for the figures of a page leaves them here for the others."""
    request._rail_figures = figures  # type: ignore[attr-defined]  # kept for the places of the same page


def figure_of(request: HttpRequest, name: str) -> int | None:
    """How many, 100 standing for "99 and more"; None where nothing waits, or nobody has counted."""
    return getattr(request, "_rail_figures", {}).get(name) or None
