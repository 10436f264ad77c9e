"""Secrets we must say again: opened only here, only for their purpose, also after the key has changed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support_desk.shared.secrets_box import CannotOpen, open_sealed, seal

SECRET = "let me in, пожалуйста"
NEW_KEY = "another key, long enough for anybody's taste"


@given(st.text())
def test_what_is_sealed_opens_again(secret: str) -> None:
    assert open_sealed(seal(secret, purpose="test"), purpose="test") == secret


def test_the_sealed_text_tells_nothing() -> None:
    first, second = seal(SECRET, purpose="test"), seal(SECRET, purpose="test")
    assert first != second
    assert SECRET not in first and first.isascii()


def test_another_purpose_does_not_open_it() -> None:
    with pytest.raises(CannotOpen):
        open_sealed(seal(SECRET, purpose="test"), purpose="other")


@pytest.mark.parametrize(
    "damage", [lambda text: text[:-2], lambda text: "", lambda text: text.swapcase(), lambda _: "ё"]
)
def test_what_is_damaged_does_not_open(damage: Any) -> None:
    with pytest.raises(CannotOpen):
        open_sealed(damage(seal(SECRET, purpose="test")), purpose="test")


def test_a_former_key_opens_and_the_present_one_seals(settings: Any) -> None:
    former, sealed_before = settings.SECRET_KEY, seal(SECRET, purpose="test")
    settings.SECRET_KEY = NEW_KEY
    with pytest.raises(CannotOpen):
        open_sealed(sealed_before, purpose="test")

    settings.SECRET_KEY_FALLBACKS = [former]
    assert open_sealed(sealed_before, purpose="test") == SECRET
    sealed_after = seal(SECRET, purpose="test")
    settings.SECRET_KEY_FALLBACKS = []
    assert open_sealed(sealed_after, purpose="test") == SECRET
