"""Figures read as people write them, in both languages."""

from decimal import Decimal

import pytest
from django.utils import translation

from support_desk.shared.ui import figures


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 min"),
        (35, "35 min"),
        (59, "59 min"),
        (60, "1 h"),
        (305, "5 h 05 min"),
        (840, "14 h"),
        (-65, "−1 h 05 min"),
    ],
)
def test_duration(minutes: int, words: str) -> None:
    with translation.override("en"):
        assert figures.duration(minutes) == words


@pytest.mark.parametrize(("seconds", "words"), [(0, "0:00"), (964, "16:04"), (3725, "1:02:05"), (-3, "0:00")])
def test_stopwatch(seconds: int, words: str) -> None:
    assert figures.stopwatch(seconds) == words


@pytest.mark.parametrize(
    ("language", "amount", "words"),
    [
        ("en", Decimal("1234.5"), "1,234.50\u00a0₽"),
        ("ru", Decimal("1234.5"), "1\u00a0234,50\u00a0₽"),
        ("ru", Decimal("-200"), "\u2212200,00\u00a0₽"),
        ("en", Decimal("0.005"), "0.01\u00a0₽"),
        ("en", 0, "0.00\u00a0₽"),
    ],
)
def test_money(language: str, amount: Decimal, words: str) -> None:
    with translation.override(language):
        assert figures.money(amount) == words


def test_percent_rounds_to_whole() -> None:
    with translation.override("en"):
        assert figures.percent(Decimal("79.4")) == "79\u00a0%"


@pytest.mark.parametrize(("size", "words"), [(812, "812 B"), (49152, "48 KB"), (1_468_006, "1.4 MB")])
def test_file_size(size: int, words: str) -> None:
    with translation.override("en"):
        assert figures.file_size(size) == words


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Anna Sheveleva", "AS"),
        ("Кедр", "КЕ"),
        ("«Вита» Аптеки", "ВА"),
        ("", "?"),
        ("Tea House No. 5", "TH"),
        ("<b>", "B"),
    ],
)
def test_initials(name: str, letters: str) -> None:
    assert figures.initials(name) == letters
