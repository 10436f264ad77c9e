"""Figures as people read them: durations, money, counts, sizes. Plain functions, safe to call in loops."""

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NO_BREAK = "\u00a0"
MINUS = "\u2212"
MINUTES_AN_HOUR = 60
BYTES_A_UNIT = 1024


def duration(minutes: int) -> str:
    """Whole minutes as hours and minutes: `305` is "5 h 05 min", `840` is "14 h", `35` is "35 min"."""
    return _duration(int(minutes), get_language() or "")


@lru_cache(maxsize=4096)
def _duration(whole: int, _language: str) -> str:
    sign = MINUS if whole < 0 else ""
    hours, rest = divmod(abs(whole), MINUTES_AN_HOUR)
    if not hours:
        return sign + _("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return sign + _("%(hours)d h") % {"hours": hours}
    return sign + _("%(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest}


def stopwatch(seconds: int) -> str:
    """Running seconds as a stopwatch shows them: `964` is "16:04", `3725` is "1:02:05"."""
    minutes, rest = divmod(max(int(seconds), 0), 60)
    hours, minutes = divmod(minutes, MINUTES_AN_HOUR)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def number(value: Decimal | int | float, places: int | None = None) -> str:
    """A number grouped by thousands in the reader's language, with a true minus; `places` rounds half up."""
    if places is not None:  # Django would cut the decimals off, not round them
        value = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = formats.number_format(value, decimal_pos=places, use_l10n=True, force_grouping=True)
    return MINUS + text[1:] if text.startswith("-") else text


def money(amount: Decimal | int, currency: str = "₽") -> str:
    """Roubles with kopecks: "1,234.50 ₽" in English, "1 234,50 ₽" in Russian (spaces do not break)."""
    return f"{number(amount, 2)}{NO_BREAK}{currency}"


def percent(value: Decimal | int | float) -> str:
    """A share that is already in percent, rounded to a whole number: `79.4` is "79 %"."""
    return f"{number(round(value))}{NO_BREAK}%"


def file_size(size: int) -> str:
    """Bytes in the unit a person would use: "812 B", "48 KB", "1.4 MB"."""
    if size < BYTES_A_UNIT:
        return _("%(size)s B") % {"size": size}
    if size < BYTES_A_UNIT**2:
        return _("%(size)s KB") % {"size": number(round(size / BYTES_A_UNIT))}
    return _("%(size)s MB") % {"size": number(size / BYTES_A_UNIT**2, 1)}


def initials(name: str) -> str:
    """Two letters for a round or square mark: "Anna Sheveleva" is "AS", "Kedr" is "KE"."""
    words = [word for word in ("".join(c for c in part if c.isalnum()) for part in name.split()) if word]
    if not words:
        return "?"
    if len(words) == 1:
        return words[0][:2].upper()
    return (words[0][0] + words[1][0]).upper()
