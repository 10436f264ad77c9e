"""What apps above show over the messages of a ticket: read along with its other parts, in their one statement."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from support_desk.shared.viewer import Viewer

type Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Banner:
    """`part(viewer)`: one JSON object a row of the outer ticket, under `facts`; its SQL depends on the viewer's kind
    alone (ADR 0007). `template` draws the `rows`, and is not asked when there are none."""

    name: str
    part: Callable[[Viewer], QuerySet[Any, Any]]
    template: str


@dataclass(frozen=True, slots=True)
class ShownBanner:
    """A banner with the rows that one ticket has for it."""

    template: str
    rows: Rows


_banners: dict[str, Banner] = {}


def register(banner: Banner) -> None:
    """Called from an app's `ready()`; the same name again replaces what was there."""
    _banners[banner.name] = banner


def registered() -> list[Banner]:
    """All banners, in the order in which they were registered."""
    return list(_banners.values())
