"""Where a new dispute begins filled in: parts of the desk that know of a violation say what stands in the form."""

from collections.abc import Callable, Mapping
from typing import Any

from support_desk.shared.viewer import Viewer

Prefill = Callable[[Viewer, int], Mapping[str, Any] | None]

_prefills: dict[str, Prefill] = {}


def register(parameter: str, prefill: Prefill) -> None:
    """`?<parameter>=<id>` in the address of the form: `prefill(viewer, id)` returns initial values by the names of the
    form's fields, None for what the viewer may not see. Called from `ready()`; twice changes nothing."""
    _prefills[parameter] = prefill


def initial_values(asked: Mapping[str, str], viewer: Viewer) -> dict[str, Any]:
    """What the address asks for, as far as it is the viewer's to see."""
    found: dict[str, Any] = {}
    for parameter, prefill in _prefills.items():
        text = asked.get(parameter, "")
        if text.isascii() and text.isdigit() and len(text) < 19:
            found |= prefill(viewer, int(text)) or {}
    return found
