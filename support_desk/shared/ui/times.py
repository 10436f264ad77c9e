"""Instants as people say them: "Today 11:00", "Wed 12:40", "18 Mar 12:00"; exact on hover."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, tzinfo
from functools import lru_cache
from html import escape

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

DAYS_CALLED_BY_WEEKDAY = 6
# Languages that write the names of weekdays with a capital inside a sentence too.
CAPITAL_WEEKDAYS = ("en",)


@dataclass(frozen=True, slots=True)
class TimeWords:
    """Names instants from the point of view of `at`. Build it once for a page and use it for every row.

    `zone` is the reader's zone; left out, it is Django's current one.
    """

    at: datetime
    zone: tzinfo = field(default_factory=timezone.get_current_timezone)

    def short(self, instant: datetime) -> str:
        """Day and time, as short as it can be said: "Today 11:00", "Wed 12:40", "18 Mar 12:00"."""
        local = instant.astimezone(self.zone)
        return _("%(day)s %(time)s") % {"day": self._day_name(local.date()), "time": f"{local:%H:%M}"}

    def day(self, value: date | datetime) -> str:
        """The day alone: "Today", "Wed", "18 Mar"."""
        return self._day_name(value.astimezone(self.zone).date() if isinstance(value, datetime) else value)

    def dated(self, value: date | datetime, *, in_sentence: bool = False) -> str:
        """The day with its date, for who decides by it: "Today, 18 Mar", "Wed, 18 Mar", "30 Mar"."""
        local = value.astimezone(self.zone).date() if isinstance(value, datetime) else value
        today = self.at.astimezone(self.zone).date()
        name = _day_in_sentence(local, today, get_language() or "") if in_sentence else self._day_name(local)
        if abs((local - today).days) > DAYS_CALLED_BY_WEEKDAY:
            return name
        return f"{name}, {format_date(local, pgettext('date format, Django letters', 'j M'))}"

    def near(self, instant: datetime) -> str:
        """In the middle of a sentence: "11:00" of the same day, else as `inside`."""
        is_today = instant.astimezone(self.zone).date() == self.at.astimezone(self.zone).date()
        return self.clock(instant) if is_today else self.inside(instant)

    def inside(self, instant: datetime) -> str:
        """In the middle of a sentence, always with its day: "today 11:00", "Wed 12:40", "18 Mar 12:40"."""
        local = instant.astimezone(self.zone)
        day = _day_in_sentence(local.date(), self.at.astimezone(self.zone).date(), get_language() or "")
        return _("%(day)s %(time)s") % {"day": day, "time": f"{local:%H:%M}"}

    def clock(self, instant: datetime) -> str:
        """The time of day alone: "11:00"."""
        return f"{instant.astimezone(self.zone):%H:%M}"

    def exact(self, instant: datetime) -> str:
        """Everything, for hover: "Wednesday 18 March 2026, 12:00:05 UTC+03:00"."""
        local = instant.astimezone(self.zone)
        return f"{_full_date(local.date(), get_language() or '')}, {local:%H:%M:%S UTC%:z}"

    def html(self, instant: datetime, *, in_sentence: bool = False, after_comma: bool = False) -> SafeString:
        """A `<time>` with the machine's form, the exact form on hover and the short form as text."""
        form = "near" if in_sentence else "inside" if after_comma else "short"
        return _html(instant, self.at.astimezone(self.zone).date(), self.zone, get_language() or "", form)

    def _day_name(self, day: date) -> str:
        return _day_name(day, self.at.astimezone(self.zone).date(), get_language() or "")


# Rows of a page share a few days, and Django's formatting of dates is slow: each day is named once a language.
@lru_cache(maxsize=4096)
def _day_name(day: date, today: date, _language: str) -> str:
    distance = (day - today).days
    if near := {0: _("Today"), -1: _("Yesterday"), 1: _("Tomorrow")}.get(distance):
        return near
    if abs(distance) <= DAYS_CALLED_BY_WEEKDAY:
        return format_date(day, "D")
    if day.year == today.year:
        return format_date(day, pgettext("date format, Django letters", "j M"))
    return format_date(day, pgettext("date format, Django letters", "j M Y"))


@lru_cache(maxsize=4096)
def _day_in_sentence(day: date, today: date, language: str) -> str:
    """ "yesterday", "Wed" (in Russian "ср"), "18 Mar"."""
    name = _day_name(day, today, language)
    distance = abs((day - today).days)
    keeps_capital = distance > DAYS_CALLED_BY_WEEKDAY or (distance > 1 and language.startswith(CAPITAL_WEEKDAYS))
    return name if keeps_capital else name.lower()


@lru_cache(maxsize=4096)
def _full_date(day: date, _language: str) -> str:
    return format_date(day, pgettext("date format, Django letters", "l j F Y"))


@lru_cache(maxsize=8192)
def _html(instant: datetime, today: date, zone: tzinfo, _language: str, form: str) -> SafeString:
    words = TimeWords(at=datetime.combine(today, time(12), zone), zone=zone)
    machine = instant.astimezone(UTC).isoformat(timespec="seconds")
    title, text = escape(words.exact(instant)), escape(getattr(words, form)(instant))
    return mark_safe(f'<time datetime="{machine}" title="{title}">{text}</time>')  # all three are escaped or digits
