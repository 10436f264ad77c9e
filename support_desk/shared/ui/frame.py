"""The frame around a page: rail, tab bar, the person's choices. Everything here is lazy, so fragments cost nothing."""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from support_desk.shared import clock, navigation
from support_desk.shared.navigation import NavItem
from support_desk.shared.ui.figures import stopwatch
from support_desk.shared.ui.times import TimeWords


@dataclass(frozen=True, slots=True)
class Place:
    """A place as the templates draw it; `current` marks the page one is on."""

    label: str
    url: str
    icon: str
    count: int | None
    tone: str
    said: str
    key: str
    tab: int
    current: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Places under one heading."""

    title: str
    items: list[Place]


@dataclass(frozen=True, slots=True)
class Shell:
    """What a person chose: theme, density, keyboard; and who they are."""

    signed_in: bool
    name: str
    theme: str
    density: str
    keyboard: bool
    timer: navigation.RunningTimer | None
    timer_text: str
    unread: int | None


def page_frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `rail` (groups of places), `tabs` (places of the tab bar), `shell`, `times` (TimeWords)."""
    rail = cast(list[Group], SimpleLazyObject(lambda: rail_for(request)))
    return {
        "rail": rail,
        "tabs": SimpleLazyObject(lambda: tabs_of(rail)),
        "shell": SimpleLazyObject(lambda: shell_for(request)),
        "times": SimpleLazyObject(lambda: TimeWords(at=_present(request))),
    }


def rail_for(request: HttpRequest) -> list[Group]:
    """The navigation of this request's viewer, grouped by heading in order of first appearance."""
    viewer = getattr(request, "viewer", None)
    if viewer is None or not (viewer.is_employee or viewer.is_client or request.user.is_authenticated):
        return []
    items = navigation.items_for(viewer, request)
    here = current_place(items, request)
    groups: dict[str, list[Place]] = {}
    for item in items:
        groups.setdefault(str(item.group), []).append(_place(item, current=item is here))
    return [Group(title, places) for title, places in groups.items()]


def current_place(items: list[NavItem], request: HttpRequest) -> NavItem | None:
    """The place that names this request most exactly: same path and most matching query, else the longest prefix."""
    exact = [item for item in items if item.path == request.path and _query_matches(item, request)]
    if exact:
        return max(exact, key=lambda item: len(item.query))
    above = [item for item in items if not item.query and item.path != "/" and request.path.startswith(item.path)]
    return max(above, key=lambda item: len(item.path), default=None)


def tabs_of(rail: list[Group]) -> list[Place]:
    """The places a phone shows under the thumb, from the left."""
    return sorted((place for group in rail for place in group.items if place.tab), key=lambda place: place.tab)


def shell_for(request: HttpRequest) -> Shell:
    """The person's choices; a visitor gets the system's theme and the keyboard on."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    viewer = getattr(request, "viewer", None)
    timer = navigation.timer_for(viewer, request) if signed_in and viewer else None
    return Shell(
        signed_in=signed_in,
        name=(getattr(viewer, "name", "") or str(user)) if signed_in else "",
        theme=getattr(user, "theme", "") or "system",
        density=getattr(user, "density", "") or "regular",
        keyboard=bool(getattr(user, "keyboard_enabled", True)),
        timer=timer,
        unread=navigation.unread_for(viewer, request) if signed_in and viewer else None,
        timer_text=stopwatch(int((_present(request) - timer.started_at).total_seconds())) if timer else "",
    )


def _place(item: NavItem, *, current: bool) -> Place:
    return Place(
        label=str(item.label),
        url=item.url,
        icon=item.icon,
        count=item.count,
        tone=item.tone if item.count else "",
        said=str(item.said),
        key=item.shortcut,
        tab=item.tab,
        current=current,
    )


def _query_matches(item: NavItem, request: HttpRequest) -> bool:
    return all(request.GET.get(name) == value for name, value in parse_qsl(item.query))


def _present(request: HttpRequest) -> Any:
    viewer = getattr(request, "viewer", None)
    return viewer.at if viewer is not None else clock.now()
