"""Bad working calendars are refused with the exact place (issue: bad input), good ones read alike."""

from typing import Any

import pytest

from tests.workload.domain.office import DAY, OFFICE, WEEK
from workload.domain.calendar_spec import rules_from
from workload.domain.calendars import BadCalendar, calendar_from

LONG = [["00:00", "24:00"]]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (
            {"week": {"mon": [["09:00", "13:00"], ["12:59", "18:00"]]}},
            "week.mon[1]: This interval overlaps another one",
        ),
        (
            {"week": {"mon": [["09:00", "18:00"], ["10:00", "11:00"]]}},
            "week.mon[1]: This interval overlaps another one",
        ),
        (
            {"week": {"mon": [["14:00", "18:00"], ["09:00", "15:00"]]}},
            "week.mon[0]: This interval overlaps another one",
        ),
        ({"week": {"mon": [["18:00", "09:00"]]}}, "week.mon[0]: 18:00–09:00 ends before it begins; a night is two"),
        ({"week": {"mon": [["22:00", "06:00"]]}}, "week.mon[0]: 22:00–06:00 ends before it begins"),
        ({"week": {"mon": [["09:00", "09:00"]]}}, "week.mon[0]: 09:00–09:00 ends before it begins"),
        ({"week": {"mon": [["24:00", "24:00"]]}}, "week.mon[0]: 24:00–24:00 ends before it begins"),
        ({"week": {"mon": [["9:00", "18:00"]]}}, "week.mon[0]: '9:00' is no time of day"),
        ({"week": {"mon": [["09:00", "24:01"]]}}, "week.mon[0]: '24:01' is no time of day"),
        ({"week": {"mon": [[9, 18]]}}, "week.mon[0]: 9 is no time of day"),
        ({"week": {"mon": [["09:00"]]}}, "week.mon[0]: An interval is two times"),
        ({"week": {"mon": ["09:00-18:00"]}}, "week.mon[0]: An interval is two times"),
        ({"week": {"mon": "09:00-18:00"}}, "week.mon: Write a list of intervals"),
        ({"week": {"monday": DAY}}, "week.monday: This is unknown here"),
        ({"week": [DAY]}, "week: Write an object"),
        ({"week": {}, "workdays": {}}, "week: This week has no working time at all"),
        ({"week": {"mon": []}, "workdays": {"2026-11-01": []}}, "week: This week has no working time at all"),
        ({"week": WEEK, "weeks": []}, "week: Write either week or weeks"),
        ({"timezone": "Europe/Moscw"}, "timezone: 'Europe/Moscw' is no time zone"),
        ({"timezone": "../../etc/passwd"}, "timezone: '../../etc/passwd' is no time zone"),
        ({"timezone": "Europe"}, "timezone: 'Europe' is no time zone"),
        ({"timezone": ""}, "timezone: '' is no time zone"),
        ({"timezone": 3}, "timezone: 3 is no time zone"),
        ({"timezone": None}, "timezone: None is no time zone"),
        ({"hours": 8}, "hours: This is unknown here"),
        ({"holidays": ["2026-02-30"]}, "holidays[0]: '2026-02-30' is no date"),
        ({"holidays": ["2026-11-04", "20261105"]}, "holidays[1]: '20261105' is no date"),
        ({"holidays": [20261104]}, "holidays[0]: 20261104 is no date"),
        ({"holidays": ["1812-11-04"]}, "holidays[0]: '1812-11-04' is no date of the years 1970 to 2199"),
        ({"holidays": "2026-11-04"}, "holidays: Write a list"),
        ({"workdays": ["2026-11-01"]}, "workdays: Write an object"),
        ({"workdays": {"2026-11-31": DAY}}, "workdays.2026-11-31: '2026-11-31' is no date"),
        ({"workdays": {"2026-11-01": [["18:00", "09:00"]]}}, "workdays.2026-11-01[0]: 18:00–09:00 ends before"),
        ({"shortened": {"2026-11-03": 481}}, "shortened.2026-11-03: This cuts 481 minutes off a day of 480"),
        ({"shortened": {"2026-11-01": 541}}, "shortened.2026-11-01: This cuts 541 minutes off a day of 540"),
        ({"shortened": {"2026-11-03": 0}}, "shortened.2026-11-03: 0 is not a number of minutes"),
        ({"shortened": {"2026-11-03": True}}, "shortened.2026-11-03: True is not a number of minutes"),
        ({"shortened": {"2026-11-03": "60"}}, "shortened.2026-11-03: '60' is not a number of minutes"),
        ({"shortened": {"soon": 60}}, "shortened.soon: 'soon' is no date"),
        ({"shortened": [60]}, "shortened: Write an object"),
    ],
)
def test_a_bad_calendar_is_refused_at_its_place(change: dict[str, Any], refusal: str) -> None:
    with pytest.raises(BadCalendar) as refused:
        calendar_from(OFFICE | change)
    assert str(refused.value).startswith(refusal)


@pytest.mark.parametrize(
    ("weeks", "refusal"),
    [
        ([], "weeks: Write a list"),
        ({"from": None}, "weeks: Write a list"),
        (["mon"], "weeks[0]: Write an object"),
        ([{"from": None}], "weeks[0].week: Write an object"),
        ([{"from": "soon", "week": WEEK}], "weeks[0].from: 'soon' is no date"),
        (
            [{"from": None, "week": WEEK}, {"from": "2026-01-01", "week": {}}],
            "weeks[1].week: This week has no working time",
        ),
        ([{"from": None, "week": WEEK, "until": None}], "weeks[0].until: This is unknown here"),
        ([{"from": None, "week": WEEK}, {"from": None, "week": WEEK}], "weeks: Two weeks begin on the same day"),
        ([{"from": None, "week": {"mon": [["2", "3"]]}}], "weeks[0].week.mon[0]: '2' is no time"),
    ],
)
def test_bad_dated_weeks_are_refused_at_their_place(weeks: object, refusal: str) -> None:
    with pytest.raises(BadCalendar) as refused:
        calendar_from({"timezone": "UTC", "weeks": weeks})
    assert str(refused.value).startswith(refusal)


@pytest.mark.parametrize("spec", ["8x5", None, 7, [], ["24x7"]])
def test_what_is_no_calendar_at_all(spec: object) -> None:
    with pytest.raises(BadCalendar, match=r'^calendar: A calendar is "24x7" or an object'):
        calendar_from(spec)


def test_neither_week_nor_weeks() -> None:
    with pytest.raises(BadCalendar, match=r"^week: Write either week or weeks"):
        calendar_from({"timezone": "UTC"})


def test_order_touching_intervals_and_nulls_make_no_difference() -> None:
    plain = rules_from({"timezone": "UTC", "week": {"mon": [["09:00", "18:00"]]}})
    other = rules_from(
        {
            "timezone": "UTC",
            "week": {"mon": [["13:00", "18:00"], ["09:00", "13:00"]], "tue": [], "wed": None},
            "holidays": None,
            "workdays": None,
            "shortened": None,
        }
    )
    assert plain == other
    assert plain.digest == other.digest


def test_a_calendar_may_live_of_single_workdays() -> None:
    assert calendar_from({"timezone": "UTC", "week": {}, "workdays": {"2026-11-01": DAY}}).rules.workdays


def test_on_a_closed_day_shortening_cuts_nothing() -> None:
    assert calendar_from(OFFICE | {"shortened": {"2026-11-04": 60, "2026-11-07": 60}})


@pytest.mark.parametrize(
    "spec",
    [
        "24x7",
        OFFICE,
        {"timezone": "UTC", "weeks": [{"from": None, "week": WEEK}, {"from": "2027-01-01", "week": {"sun": LONG}}]},
    ],
)
def test_rules_written_down_are_read_as_the_same_rules(spec: object) -> None:
    rules = rules_from(spec)
    assert rules_from(rules.as_spec()) == rules
