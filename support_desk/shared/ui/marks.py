"""Small marks that stand in rows by the dozen: badge, count, clock, person, points. Fast: no template, one string."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape as escape_text
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from support_desk.shared.ui.figures import initials
from support_desk.shared.ui.icons import icon

CLOCK_ICONS = {
    "due": "clock",
    "soon": "alarm-clock",
    "breached": "triangle-alert",
    "met": "check",
    "paused": "pause",
    "promised": "calendar-check",
}
COUNT_ICONS = {"soon": "alarm-clock", "bad": "triangle-alert"}
TONE_ICONS = {"soon": "alarm-clock", "bad": "triangle-alert", "done": "check"}


def escape(value: object) -> str:
    """Escapes whatever is given; the standard library's does it in a fifth of the time, which counts in rows."""
    return escape_text(str(value))


def attribute(name: str, value: object) -> SafeString:
    """` name="value"`, or nothing for an empty value."""
    return mark_safe(f' {name}="{escape(value)}"' if value else "")  # names are ours


@lru_cache(maxsize=2048)
def _badge(label: str, tone: str, icon_name: str, title: str) -> SafeString:
    drawn = icon_name or TONE_ICONS.get(tone, "")
    picture = icon(drawn, "s") if drawn else ""
    attributes = attribute("data-tone", tone) + attribute("title", title)
    return mark_safe(f'<span class="badge"{attributes}>{picture}{escape(label)}</span>')  # every part is escaped


def badge(label: object, tone: str = "", icon: str = "", title: object = "") -> SafeString:
    """A word in a box. `tone`: "", line, accent, info, soon, bad, done; the last three bring their icon along."""
    return _badge(str(label), tone, icon, str(title))


def count(value: int | None, tone: str = "", said: object = "") -> SafeString:
    """A grey figure; with tone "soon" or "bad" it asks for action and carries a mark. None draws nothing."""
    if value is None:
        return mark_safe("")
    if not tone or not value:
        return mark_safe(f'<span class="count">{int(value)}</span>')
    words = f'<span class="sr"> {escape(said or _count_word(tone))}</span>'
    return mark_safe(
        f'<span class="count" data-tone="{escape(tone)}">{icon(COUNT_ICONS[tone])}{int(value)}{words}</span>'
    )


def _count_word(tone: str) -> str:
    return _("overdue") if tone == "bad" else _("due soon")


def clock(state: str, text: object, href: str = "", title: object = "", icon_name: str = "") -> SafeString:
    """A due time: icon, word, time. `state`: due, soon, breached, met, paused, promised.

    With `href` the whole pill opens the explanation of how the time came about.
    """
    tag = "a" if href else "span"
    shown = "due" if state == "promised" else state
    attributes = f' data-state="{escape(shown)}"' + attribute("href", href) + attribute("title", title)
    picture = icon(icon_name or CLOCK_ICONS[state], "s")
    return mark_safe(f'<{tag} class="clock"{attributes}>{picture}{escape(text)}</{tag}>')  # every part is escaped


@lru_cache(maxsize=4096)
def avatar(name: str, size: str = "", kind: str = "") -> SafeString:
    """Initials: round for a person, square with `kind="org"`. Decorative, so say the name beside it."""
    attributes = attribute("data-size", size) + attribute("data-kind", kind)
    return mark_safe(f'<span class="avatar"{attributes} aria-hidden="true">{escape(initials(name))}</span>')


def presence(state: str, text: object) -> SafeString:
    """Whether a person is here: a shape and a word. `state`: here, away, absent."""
    return mark_safe(f'<span class="presence" data-presence="{escape(state)}">{escape(text)}</span>')


def person(
    name: object, state: str = "", note: object = "", href: str = "", size: str = "", kind: str = ""
) -> SafeString:
    """Avatar, name and a second line: presence when `state` is given, a quiet note otherwise."""
    label = f'<span class="clip">{escape(name)}</span>'
    second = str(presence(state, note)) if state else (f"<small>{escape(note)}</small>" if note else "")
    tag = "a" if href else "span"
    text = f'<span class="person-text">{label}{second}</span>'
    return mark_safe(f'<{tag} class="person"{attribute("href", href)}>{avatar(str(name), size, kind)}{text}</{tag}>')


def points(states: Sequence[str], size: str = "") -> SafeString:
    """Points of a letter, a box each: answered, delegated, promised or open; then "7/10". `size="figure"`: no boxes."""
    return _points(tuple(states), size, get_language() or "")


@lru_cache(maxsize=2048)
def _points(states: tuple[str, ...], size: str, _language: str) -> SafeString:
    boxes = "" if size == "figure" else "".join(f'<i data-s="{escape(state)}"></i>' for state in states)
    answered, total = sum(state == "answered" for state in states), len(states)
    said = ngettext("%(answered)d of %(total)d point answered", "%(answered)d of %(total)d points answered", total)
    return mark_safe(
        f'<span class="points"{attribute("data-size", size)}><span class="points-bar" aria-hidden="true">{boxes}</span>'
        f'<span class="num" aria-hidden="true">{answered}/{total}</span>'
        f'<span class="sr">{escape(said % {"answered": answered, "total": total})}</span></span>'
    )


def reasons(lines: Sequence[tuple[Any, Any]]) -> SafeString:
    """How a number or a time came about: a list of (words, figure)."""
    rows = "".join(
        f'<li><span>{conditional_escape(words)}</span><span class="num">{conditional_escape(figure)}</span></li>'
        for words, figure in lines
    )
    return mark_safe(f'<ul class="why">{rows}</ul>')  # both columns are escaped
