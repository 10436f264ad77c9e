"""What apps above add to a client's history page (C1)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from support_desk.shared.viewer import Viewer
from tickets.models import Client

type RowsOf = Callable[[Viewer, Client], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class ClientPanel:
    """`rows(viewer, client)`: what the viewer may know, in one statement; `template` draws them, and is not asked when
    there are none."""

    name: str
    rows: RowsOf
    template: str


@dataclass(frozen=True, slots=True)
class ShownPanel:
    """A panel with the rows that one client has for it."""

    template: str
    rows: Sequence[Any]


_panels: dict[str, ClientPanel] = {}


def register(panel: ClientPanel) -> None:
    """Called from an app's `ready()`; the same name again replaces what was there."""
    _panels[panel.name] = panel


def panels_of(viewer: Viewer, client: Client) -> list[ShownPanel]:
    """Those that have something to show. A statement a panel."""
    shown = [ShownPanel(panel.template, panel.rows(viewer, client)) for panel in _panels.values()]
    return [panel for panel in shown if panel.rows]
