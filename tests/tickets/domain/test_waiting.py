"""Who waits for an answer (T5)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.waiting import Said, waiting_since

START = datetime(2026, 11, 18, 9, tzinfo=UTC)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


@st.composite
def conversations(draw: st.DrawFn, *, has_items: bool = True) -> list[Said]:
    """Messages at different minutes, in any order; with marked questions or without."""
    minutes = draw(st.lists(st.integers(0, 500), unique=True, max_size=15))
    kinds = st.tuples(*[st.booleans()] * 4)
    return [
        Said(at(minute), client, public or client, automatic, has_open_items=client and has_items and items)
        for minute, (client, public, automatic, items) in ((minute, draw(kinds)) for minute in minutes)
    ]


def by_its_words(said: list[Said]) -> datetime | None:
    """The rule read literally: the earliest client message that no public reply of ours has followed."""
    people = [one for one in said if not one.is_automatic]
    replies = [one.at for one in people if one.is_public and not one.from_client]
    asked = [one for one in people if one.from_client]
    open_ones = [one.at for one in asked if one.has_open_items or not any(reply > one.at for reply in replies)]
    return min(open_ones, default=None)


@given(conversations())
def test_it_is_what_the_rule_says(said: list[Said]) -> None:
    assert waiting_since(said) == by_its_words(said)


@given(conversations(), st.randoms())
def test_the_order_in_which_they_are_read_does_not_matter(said: list[Said], random: object) -> None:
    shuffled = list(said)
    random.shuffle(shuffled)  # type: ignore[attr-defined] # a Random
    assert waiting_since(shuffled) == waiting_since(said)


@given(conversations(), st.integers(0, 600), st.booleans())
def test_notes_and_machines_change_nothing(said: list[Said], minute: int, from_client: bool) -> None:
    note = Said(at=at(minute), from_client=False, is_public=False)
    machine = Said(at=at(minute), from_client=from_client, is_public=True, is_automatic=True)
    assert waiting_since([*said, note, machine]) == waiting_since(said)


@given(conversations(has_items=False))
def test_after_a_reply_nobody_waits(said: list[Said]) -> None:
    assert waiting_since([*said, Said(at=at(1000), from_client=False, is_public=True)]) is None


@pytest.mark.parametrize(
    ("story", "since"),
    [
        ("", None),
        ("c", 0),
        ("cc", 0),
        ("cr", None),
        ("crc", 2),
        ("rcncc", 1),
        ("cnnr", None),
        ("cra", None),
        ("nca", 1),
        ("ir", 0),
        ("irr", 0),
        ("cri", 2),
        ("cirr", 1),
        ("irc", 0),
    ],
)
def test_stories(story: str, since: int | None) -> None:
    """c client, i client with an open item, r reply, n note, a automatic letter of the client, minute by minute."""
    said = [
        Said(at(minute), who in "cai", who != "n", is_automatic=who == "a", has_open_items=who == "i")
        for minute, who in enumerate(story)
    ]
    assert waiting_since(said) == (None if since is None else at(since))
