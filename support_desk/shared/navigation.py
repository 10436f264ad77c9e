"""Where a person can go. Apps register providers; the rail, the tab bar and the palette show what they return."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.urls import get_urlconf, reverse

from support_desk.shared.viewer import Viewer


@dataclass(frozen=True, slots=True)
class NavItem:
    """One place in the navigation.

    `group` is the heading it stands under ("" for the first, unnamed group). `tone` is "", "soon" or "bad" and
    needs `said`, the word a screen reader adds to the count. `shortcut` is the letter pressed after `g`.
    `query` narrows a page ("view=mine"). `tab` places it on a phone's tab bar, 1 to 3 from the left.
    """

    group: Any
    label: Any
    url_name: str
    icon: str
    count: int | None = None
    tone: str = ""
    shortcut: str = ""
    query: str = ""
    said: Any = ""
    tab: int = 0
    order: int = 0
    args: tuple[Any, ...] = field(default=())

    @property
    def path(self) -> str:
        """Address without its query."""
        return _path(self.url_name, self.args, get_urlconf())

    @property
    def url(self) -> str:
        """Address with its query."""
        return f"{self.path}?{self.query}" if self.query else self.path


@lru_cache(maxsize=256)
def _path(name: str, args: tuple[Any, ...], urlconf: str | None) -> str:
    """Each page asks for each place several times, and finding an address takes longer than all else of the rail."""
    return reverse(name, urlconf, args)


@dataclass(frozen=True, slots=True)
class RunningTimer:
    """The stopwatch a person has running: since when (aware), on what, and where a click leads."""

    started_at: Any
    label: str
    url: str


Provider = Callable[[Viewer, HttpRequest], list[NavItem]]
TimerProvider = Callable[[Viewer, HttpRequest], RunningTimer | None]
UnreadProvider = Callable[[Viewer, HttpRequest], int | None]

_providers: list[Provider] = []
_timer_providers: list[TimerProvider] = []
_unread_providers: list[UnreadProvider] = []


def register(provider: Provider) -> Provider:
    """Adds a provider of navigation; call it from an app's `ready()`. Registering twice changes nothing."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def register_timer(provider: TimerProvider) -> TimerProvider:
    """Adds a provider of the running stopwatch in the top bar."""
    if provider not in _timer_providers:
        _timer_providers.append(provider)
    return provider


def register_unread(provider: UnreadProvider) -> UnreadProvider:
    """Adds a provider of the bell's figure: it counts unread notices in a statement that the page makes anyway."""
    if provider not in _unread_providers:
        _unread_providers.append(provider)
    return provider


def items_for(viewer: Viewer, request: HttpRequest) -> list[NavItem]:
    """All places of all providers, in order; the order of equals is that of registration."""
    found = [item for provider in _providers for item in provider(viewer, request)]
    return sorted(found, key=lambda item: item.order)


def timer_for(viewer: Viewer, request: HttpRequest) -> RunningTimer | None:
    """The first running stopwatch any provider knows of."""
    return next((timer for provider in _timer_providers if (timer := provider(viewer, request))), None)


def unread_for(viewer: Viewer, request: HttpRequest) -> int | None:
    """The first figure any provider knows; None draws no bell."""
    found = (provider(viewer, request) for provider in _unread_providers)
    return next((figure for figure in found if figure is not None), None)
