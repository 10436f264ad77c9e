"""The rail shows what providers return, marks where one is, and costs a fragment nothing."""

from typing import Any

import pytest
from django.http import HttpRequest
from django.test import RequestFactory

from support_desk.shared import navigation
from support_desk.shared.navigation import NavItem
from support_desk.shared.ui import frame

HOME = NavItem("", "Start", "home", "house")
LISTS = [
    NavItem("", "Components", "styleguide", "layers", order=1, tab=2),
    NavItem("", "Late", "styleguide", "clock", count=3, tone="bad", query="view=late", order=2, tab=1),
    NavItem("More", "Empty", "styleguide", "inbox", count=0, tone="bad", query="view=empty", order=3),
]


class SignedIn:
    is_authenticated = True


class Somebody:
    is_employee = True
    is_client = False


@pytest.fixture
def providers(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    registered: list[Any] = []
    monkeypatch.setattr(navigation, "_providers", registered)
    return registered


def request_to(path: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user, request.viewer = SignedIn(), Somebody()  # type: ignore[attr-defined,assignment]  # only what is read
    return request


def test_places_are_grouped_and_the_exact_one_is_current(providers: list[Any]) -> None:
    navigation.register(lambda viewer, request: LISTS)
    groups = frame.rail_for(request_to("/styleguide/?view=late&sort=x"))
    assert [(group.title, [place.label for place in group.items]) for group in groups] == [
        ("", ["Components", "Late"]),
        ("More", ["Empty"]),
    ]
    assert [place.label for group in groups for place in group.items if place.current] == ["Late"]


def test_a_page_below_a_place_marks_that_place(providers: list[Any]) -> None:
    assert frame.current_place([HOME, *LISTS], request_to("/styleguide/below/")) is LISTS[0]
    assert frame.current_place([HOME, *LISTS], request_to("/elsewhere/")) is None


def test_a_count_of_nothing_loses_its_tone(providers: list[Any]) -> None:
    navigation.register(lambda viewer, request: LISTS)
    empty = frame.rail_for(request_to("/styleguide/"))[1].items[0]
    assert (empty.count, empty.tone) == (0, "")


def test_tabs_stand_in_their_own_order(providers: list[Any]) -> None:
    navigation.register(lambda viewer, request: LISTS)
    assert [place.label for place in frame.tabs_of(frame.rail_for(request_to("/")))] == ["Late", "Components"]


def test_a_provider_counts_once(providers: list[Any]) -> None:
    def provider(viewer: Any, request: HttpRequest) -> list[NavItem]:
        return LISTS

    navigation.register(provider)
    navigation.register(provider)
    assert providers == [provider]


def test_nothing_is_asked_until_something_is_drawn(providers: list[Any]) -> None:
    def fail(viewer: Any, request: HttpRequest) -> list[NavItem]:
        raise AssertionError("asked")

    navigation.register(fail)
    frame.page_frame(request_to("/"))
