"""A link is found however a mail program quotes it."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.portal_tokens import TOKEN_LENGTH, tokens_in

TOKEN = "aB3-" * 10 + "x_9"
URL = f"https://desk.test/portal/enter/{TOKEN}/"
ALPHABET = "ABCXYZabcxyz019_-"


@pytest.mark.parametrize(
    "text",
    [
        URL,
        f"> {URL}\n> good bye",
        f"<{URL}>",
        f'<a href="{URL}">come in</a>',
        f"https://safe.test/?url={quote(URL, safe='')}&data=1",
        URL.upper().replace(TOKEN.upper(), TOKEN),
    ],
)
def test_every_way_of_quoting_is_seen_through(text):
    assert tokens_in(text) == {TOKEN}


@pytest.mark.parametrize("text", ["", "portal/enter/", "/portal/enter/short/", "https://desk.test/portal/approvals/7/"])
def test_what_is_no_link_is_none(text):
    assert tokens_in(text) == frozenset()


@given(
    st.lists(st.text(ALPHABET, min_size=TOKEN_LENGTH, max_size=TOKEN_LENGTH), max_size=4),
    st.integers(1, TOKEN_LENGTH - 1),
    st.sampled_from(["", "\n", "\r\n> ", "\n>> "]),
)
def test_all_links_are_found_wherever_their_lines_break(tokens, place, end):
    letter = "\n".join(f"Look: https://desk.test/portal/enter/{each[:place]}{end}{each[place:]}/\n" for each in tokens)
    assert tokens_in("Good day!", letter) == set(tokens)
