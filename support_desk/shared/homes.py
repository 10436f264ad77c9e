"""The first page of each role: apps say where a viewer starts and what there is for them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from support_desk.shared.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Doorway:
    """A place worth a sentence on the home page; a smaller `order` stands higher."""

    title: Any
    words: Any
    url: str
    icon: str
    order: int = 50


FirstPage = Callable[[Viewer], str | None]
Doorways = Callable[[Viewer], list[Doorway]]

_first_pages: list[FirstPage] = []
_doorways: list[Doorways] = []


def register(*, first_page: FirstPage | None = None, doorways: Doorways | None = None) -> None:
    """Called from an app's `ready()`. `first_page` names the address where a viewer's day starts, None if not here."""
    if first_page and first_page not in _first_pages:
        _first_pages.append(first_page)
    if doorways and doorways not in _doorways:
        _doorways.append(doorways)


def first_page_of(viewer: Viewer) -> str | None:
    """The first address any app names; None: the home page itself."""
    return next((url for page in _first_pages if (url := page(viewer))), None)


def doorways_of(viewer: Viewer) -> list[Doorway]:
    """All that exists for this viewer."""
    return sorted((door for provider in _doorways for door in provider(viewer)), key=lambda door: door.order)
