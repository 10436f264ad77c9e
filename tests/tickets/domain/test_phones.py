"""One phone is always the same text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tickets.domain.phones import normal_phone


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("8 (495) 123-45-67", "+74951234567"),
        ("+7 495 123 45 67", "+74951234567"),
        ("7.495.123.45.67", "+74951234567"),
        ("+44 20 7946 0018", "+442079460018"),
        ("1234567", "+1234567"),
        ("123456", None),
        ("+1234567890123456", None),
        ("++74951234567", None),
        ("٨١٢٣٤٥٦٧", None),
        ("", None),
        ("ext. 12345678", None),
    ],
)
def test_written_and_normal(written: str, normal: str | None) -> None:
    assert normal_phone(written) == normal


@given(st.text())
def test_a_normal_phone_stays_as_it_is(written: str) -> None:
    normal = normal_phone(written)
    assert normal is None or normal_phone(normal) == normal
