"""Reads the written form of a working calendar, and names the exact place of what it refuses.

"24x7", or {"timezone", "week" or "weeks", "holidays"?, "workdays"?, "shortened"?, "moved"?}: see docs/calendars.md.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from workload.domain.refusals import BadCalendar, gettext_noop
from workload.domain.working_rules import WEEKDAYS, Intervals, Week, WorkingRules, minutes_of
from workload.domain.zones import zone_named

ROUND_THE_CLOCK: Final = "24x7"
DAY_MINUTES: Final = 24 * 60
EARLIEST, LATEST = date(1970, 1, 1), date(2199, 12, 31)

KEYS: Final = ("timezone", "week", "weeks", "holidays", "workdays", "shortened", "moved")
CLOCK: Final = re.compile(r"([01]\d|2[0-3]):([0-5]\d)|24:00")
DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

BAD_DATE: Final = gettext_noop("%(value)s is no date of the years 1970 to 2199, write it as 2026-11-04.")
REVERSED: Final = gettext_noop(
    "%(opens)s–%(closes)s ends before it begins; a night is two intervals, until 24:00 and from 00:00."
)
BAD_CUT: Final = gettext_noop("%(value)s is not a number of minutes from 1 to %(most)s.")
CUTS_TOO_MUCH: Final = gettext_noop("This cuts %(cut)s minutes off a day of %(held)s.")


def rules_from(spec: object) -> WorkingRules:
    """The rules a written calendar stands for; BadCalendar with the path of what cannot be used."""
    if spec == ROUND_THE_CLOCK:
        return WorkingRules("UTC", ((date.min, (((0, DAY_MINUTES),),) * 7),))
    if not isinstance(spec, Mapping):
        raise BadCalendar("calendar", gettext_noop('A calendar is "24x7" or an object with timezone and week.'))
    _refuse_unknown(spec, KEYS)
    rules = WorkingRules(
        timezone=zone_named(spec.get("timezone"), refusal=BadCalendar).key,
        weeks=_weeks(spec),
        holidays=_dates(spec, "holidays"),
        workdays=_workdays(_given(spec, "workdays", {})),
        shortened=_shortened(_given(spec, "shortened", {})),
        moved=_dates(spec, "moved"),
    )
    _check_that_it_works(rules, "week" if "week" in spec else "weeks")
    _check_shortening(rules)
    return rules


def day_from(text: object, field: str) -> date:
    """A date written YYYY-MM-DD; BadCalendar naming `field`."""
    try:
        day = date.fromisoformat(text) if isinstance(text, str) and DATE.fullmatch(text) else None
    except ValueError:
        day = None
    if day is None or not EARLIEST <= day <= LATEST:
        raise BadCalendar(field, BAD_DATE, value=repr(text))
    return day


def intervals_from(written: object, field: str) -> Intervals:
    """The intervals of one day, sorted, touching ones joined; BadCalendar naming the one at fault."""
    if not isinstance(written, list | tuple):
        raise BadCalendar(field, gettext_noop('Write a list of intervals such as [["09:00", "18:00"]].'))
    read = [(*_interval(pair, f"{field}[{place}]"), f"{field}[{place}]") for place, pair in enumerate(written)]
    joined: list[tuple[int, int]] = []
    for opens, closes, place in sorted(read):
        if joined and opens < joined[-1][1]:
            raise BadCalendar(place, gettext_noop("This interval overlaps another one of the same day."))
        if joined and opens == joined[-1][1]:
            joined[-1] = (joined[-1][0], closes)
        else:
            joined.append((opens, closes))
    return tuple(joined)


def _interval(pair: object, field: str) -> tuple[int, int]:
    if not isinstance(pair, list | tuple) or len(pair) != 2:
        raise BadCalendar(field, gettext_noop('An interval is two times such as ["09:00", "18:00"].'))
    opens, closes = (minutes_from(text, field) for text in pair)
    if opens >= closes:
        raise BadCalendar(field, REVERSED, opens=pair[0], closes=pair[1])
    return opens, closes


def minutes_from(text: object, field: str) -> int:
    """Minutes after midnight of a time written HH:MM, 24:00 included; BadCalendar naming `field`."""
    if not isinstance(text, str) or not CLOCK.fullmatch(text):
        raise BadCalendar(field, gettext_noop("%(value)s is no time of day, write 00:00 to 24:00."), value=repr(text))
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)


def _refuse_unknown(given: Mapping[Any, Any], known: tuple[str, ...], path: str = "") -> None:
    for key in given:
        if key not in known:
            raise BadCalendar(
                f"{path}{key}", gettext_noop("This is unknown here, write %(known)s."), known=", ".join(known)
            )


def _given(written: Mapping[str, Any], key: str, default: Any) -> Any:
    """What stands there; null and nothing mean the default."""
    value = written.get(key)
    return default if value is None else value


def _weeks(spec: Mapping[str, Any]) -> tuple[tuple[date, Week], ...]:
    if ("week" in spec) == ("weeks" in spec):
        raise BadCalendar("week", gettext_noop("Write either week or weeks."))
    if "week" in spec:
        return ((date.min, _week(spec["week"], "week")),)
    written = spec["weeks"]
    if not isinstance(written, list | tuple) or not written:
        raise BadCalendar("weeks", gettext_noop('Write a list such as [{"from": null, "week": {…}}].'))
    weeks = sorted(_dated_week(item, f"weeks[{place}]") for place, item in enumerate(written))
    if len({start for start, _week in weeks}) < len(weeks):
        raise BadCalendar("weeks", gettext_noop("Two weeks begin on the same day."))
    # Before its first week a calendar works as in it: nothing was promised by another one.
    return ((date.min, weeks[0][1]), *weeks[1:])


def _dated_week(item: object, field: str) -> tuple[date, Week]:
    if not isinstance(item, Mapping):
        raise BadCalendar(field, gettext_noop('Write an object such as {"from": "2026-01-01", "week": {…}}.'))
    _refuse_unknown(item, ("from", "week"), f"{field}.")
    start = item.get("from")
    day = date.min if start is None else day_from(start, f"{field}.from")
    return day, _week(item.get("week"), f"{field}.week")


def _week(written: object, field: str) -> Week:
    if not isinstance(written, Mapping):
        raise BadCalendar(field, gettext_noop('Write an object such as {"mon": [["09:00", "18:00"]]}.'))
    _refuse_unknown(written, WEEKDAYS, f"{field}.")
    return tuple(intervals_from(_given(written, name, ()), f"{field}.{name}") for name in WEEKDAYS)


def _dates(spec: Mapping[str, Any], key: str) -> frozenset[date]:
    written = _given(spec, key, [])
    if not isinstance(written, list | tuple):
        raise BadCalendar(key, gettext_noop('Write a list of dates such as ["2026-11-04"].'))
    return frozenset(day_from(text, f"{key}[{place}]") for place, text in enumerate(written))


def _workdays(written: object) -> tuple[tuple[date, Intervals], ...]:
    if not isinstance(written, Mapping):
        raise BadCalendar("workdays", gettext_noop('Write an object such as {"2026-11-01": [["09:00", "18:00"]]}.'))
    return tuple(
        sorted(
            (day_from(text, f"workdays.{text}"), intervals_from(day, f"workdays.{text}"))
            for text, day in written.items()
        )
    )


def _shortened(written: object) -> tuple[tuple[date, int], ...]:
    if not isinstance(written, Mapping):
        raise BadCalendar("shortened", gettext_noop('Write an object such as {"2026-11-03": 60}.'))
    for text, minutes in written.items():
        if type(minutes) is not int or not 0 < minutes <= DAY_MINUTES:
            raise BadCalendar(f"shortened.{text}", BAD_CUT, value=repr(minutes), most=DAY_MINUTES)
    return tuple(sorted((day_from(text, f"shortened.{text}"), minutes) for text, minutes in written.items()))


def _check_that_it_works(rules: WorkingRules, field: str) -> None:
    for place, (_start, week) in enumerate(rules.weeks):
        if not any(week) and not any(day for _date, day in rules.workdays):
            path = field if field == "week" else f"weeks[{place}].week"
            raise BadCalendar(path, gettext_noop("This week has no working time at all."))


def _check_shortening(rules: WorkingRules) -> None:
    """A closed day has nothing to lose; a working one cannot lose more than it holds."""
    for day, cut in rules.shortened:
        held = minutes_of(rules.uncut_on(day))
        if 0 < held < cut:
            raise BadCalendar(f"shortened.{day}", CUTS_TOO_MUCH, cut=cut, held=held)
