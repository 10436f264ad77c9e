"""Marks escape what they are given and never speak by colour alone."""

from html.parser import HTMLParser

import pytest

from support_desk.shared.ui import charts, icons, marks


class Elements(HTMLParser):
    """Collects the names of all elements, as a browser would find them."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


HOSTILE = '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    "html",
    [
        marks.badge(HOSTILE, title=HOSTILE),
        marks.clock("due", HOSTILE, href=HOSTILE, title=HOSTILE),
        marks.person(HOSTILE, "here", HOSTILE, href=HOSTILE),
        marks.person(HOSTILE, note=HOSTILE),
        marks.count(3, "bad", HOSTILE),
        marks.points([HOSTILE]),
        marks.reasons([(HOSTILE, HOSTILE)]),
        marks.avatar(HOSTILE),
        charts.meter(1, 2, HOSTILE),
        charts.sparkline([1, 2], HOSTILE),
        charts.columns([(2, 1)], HOSTILE),
        charts.trend([1, 2], 2, HOSTILE),
        charts.from_zero(1, 0, -1, 1, HOSTILE),
        icons.icon("lock", label=HOSTILE),
    ],
)
def test_nothing_given_becomes_markup(html: str) -> None:
    seen = Elements()
    seen.feed(html)
    assert "script" not in seen.tags
    assert set(seen.tags) <= {"span", "a", "svg", "use", "small", "i", "ul", "li", "rect", "line", "path", "polyline"}


@pytest.mark.parametrize("tone", ["soon", "bad", "done"])
def test_a_toned_badge_carries_an_icon(tone: str) -> None:
    assert "<svg" in marks.badge("Word", tone)


def test_a_toned_count_says_its_word() -> None:
    assert 'class="sr"> overdue</span>' in marks.count(11, "bad")


def test_a_count_of_nothing_asks_for_nothing() -> None:
    assert marks.count(0, "bad") == '<span class="count">0</span>'
    assert marks.count(None) == ""


def test_points_are_counted() -> None:
    html = marks.points(["answered"] * 7 + ["delegated", "promised", "open"])
    assert ">7/10<" in html
    assert "7 of 10 points answered" in html


def test_a_meter_is_never_more_than_full() -> None:
    assert 'width="100"' in charts.meter(120, 100, "full")
    assert "<rect" not in charts.meter(0, 100, "empty")


def test_a_sparkline_of_one_value_is_nothing() -> None:
    assert charts.sparkline([5], "alone") == ""


def test_an_unknown_icon_is_refused() -> None:
    with pytest.raises(LookupError, match="not in the sprite"):
        icons.icon("no-such-icon")


def test_a_column_shows_what_goes_beyond_its_line() -> None:
    html = charts.columns([(5, 10), (20, 10), (0, 0)], "hours")
    assert html.count('class="k-1"') == 2 and html.count('class="k-bad"') == 1
    assert 'x="14" y="0.00" width="10" height="36.00"' in html  # the half of the tallest that is beyond
    assert "<rect" not in charts.columns([], "nothing")


def test_a_bar_from_zero_goes_to_its_side_and_marks_where_it_was() -> None:
    plus, minus = charts.from_zero(3, 1, -1, 3, "won"), charts.from_zero(-1, -1, -1, 3, "lost")
    assert '<rect class="k-1" x="250" width="750"' in plus and 'd="M500 -1V13"' in plus
    assert '<rect class="k-ink" x="0" width="250"' in minus and "k-line-2" not in minus
    assert "<rect" not in charts.from_zero(0, 0, 0, 0, "nothing")


def test_a_trend_stands_on_zero() -> None:
    assert 'points="0.0,24.0 160.0,0.0"' in charts.trend([1, 2], 2, "rising")
    assert "<polyline" not in charts.trend([1], 2, "one alone")
