"""Rows of gains and losses, each with a bar to the right or to the left of zero (Y7)."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html

from payroll.domain.gains import Gain
from payroll.queries.what_if.figures import PersonGain, Recomputed, WhatIf
from payroll.queries.what_if.words import rubles
from payroll.views.what_if_asked import Asked
from support_desk.shared.money import rubles_of
from support_desk.shared.ui.figures import number

MOST_SHOWN: Final = 200


def exact(kopecks: int) -> str:
    """In rubles and kopecks, as payslips say them."""
    return number(rubles_of(kopecks), 2)


def figures(gain: Gain, widest: int, in_words: Callable[[int], str] = rubles) -> dict[str, Any]:
    """`value`, `lowest`, `highest`: kopecks for the bar."""
    difference = in_words(gain.difference)
    return {
        "paid": in_words(gain.paid),
        "what_if": in_words(gain.what_if),
        "difference": f"+{difference}" if gain.difference > 0 else difference,
        "value": gain.difference,
        "lowest": -widest,
        "highest": widest,
    }


def widest_of(gains: Iterable[Gain]) -> int:
    """What all bars of a table are drawn against, kopecks."""
    return max((abs(one.difference) for one in gains), default=0)


def gain_rows(
    gains: Sequence[tuple[object, Gain]], in_words: Callable[[int], str] = rubles
) -> list[tuple[object, dict[str, Any]]]:
    """(name, figures), bars against the widest of them."""
    widest = widest_of(gain for _name, gain in gains)
    return [(name, figures(gain, widest, in_words)) for name, gain in gains]


def month_rows(found: WhatIf) -> list[tuple[object, dict[str, Any]]]:
    """Month by month."""
    return gain_rows([(date_format(month, "F Y"), gain) for month, gain in found.months.items()])


def person_months(rows: Sequence[Recomputed]) -> list[tuple[object, dict[str, Any]]]:
    """Months of one person, each leading to its payslip."""
    return gain_rows([(payslip_link(one), one.gain) for one in rows], in_words=exact)


def payslip_link(one: Recomputed) -> str:
    paid = one.row.paid
    address = reverse("payslip", args=[paid.employee_id, paid.month])
    return format_html('<a class="link" href="{}">{}</a>', address, date_format(paid.month, "F Y"))


def people_context(asked: Asked, found: WhatIf) -> dict[str, Any]:
    """Those who would gain most and those who would lose most; the others are in the file."""
    people, half = found.people, MOST_SHOWN // 2
    seen = people if len(people) <= MOST_SHOWN else [*people[:half], *people[-half:]]
    widest = widest_of(one.gain for one in people)
    return {
        "people": [person_line(asked, one, widest) for one in seen],
        "people_count": len(people),
        "left_out": len(people) - len(seen),
        "axis": (rubles(-widest), f"+{rubles(widest)}") if widest else ("", ""),
    }


def person_line(asked: Asked, one: PersonGain, widest: int) -> dict[str, Any]:
    plan = asked.pay.plan(one.plan_id)
    about = [plan.name if plan else "", "" if asked.department else one.department]
    return {
        "id": one.employee_id,
        "name": one.name,
        "about": ", ".join(filter(None, about)),
        **figures(one.gain, widest),
    }
