"""How a letter falls apart into questions (T6)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.items import LONGEST_PROPOSED, MOST_PROPOSED, propose_items


@pytest.mark.parametrize(
    ("text", "items"),
    [
        (
            "1. Where is the map?\n2) What of payment\n   on delivery?\n3. Who translates\n\nRegards",
            ["Where is the map?", "What of payment on delivery?", "Who translates"],
        ),
        ("а) Первое\nб) Второе", ["Первое", "Второе"]),
        ("№ 1. Раз\n№ 2. Два", ["Раз", "Два"]),
        ("- a\n- b\n\ntext", ["a", "b"]),
        ("> 1. Quoted\n> 2. Twice", ["Quoted", "Twice"]),
        ("Hello. Can you do it? And when will it\nbe ready? Thanks.", ["Can you do it?", "And when will it be ready?"]),
        ("Really?? Yes!\n\nAnd now?", ["Really??", "And now?"]),
        ("1. Same\n2. Same\n3. Other", ["Same", "Other"]),
        ("Version 2.5 is out. Is it good?", []),
        ("1. Only one\n\nand a question?", []),
        ("", []),
    ],
)  # fmt: skip
def test_letters(text: str, items: list[str]) -> None:
    assert propose_items(text) == items


@given(st.text(alphabet="ab1.)?-\n \tя", max_size=400))
def test_a_proposal_is_short_single_and_made_of_the_letter(text: str) -> None:
    items = propose_items(text)
    assert len(items) != 1
    assert len(items) == len(set(items)) <= MOST_PROPOSED
    words = " ".join(text.split())
    for item in items:
        assert 0 < len(item) <= LONGEST_PROPOSED
        assert all(word in words for word in item.split())


def test_a_hostile_letter_is_read_quickly() -> None:
    assert propose_items("? " * 100_000) == []
    assert len(propose_items("1. x\n" * 50 + "a" * 200_000 + "?" * 200_000)) <= MOST_PROPOSED
