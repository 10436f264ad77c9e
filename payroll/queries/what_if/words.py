"""What the page of the director's question says first, and how its figures read (Y7)."""

from collections.abc import Sequence
from typing import Final

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from payroll.domain.break_even import FINEST
from payroll.queries.slips.line_names import line_name
from payroll.queries.what_if.curve import CostCurve
from payroll.queries.what_if.figures import PersonGain, WhatIf
from support_desk.shared.money import rubles_of
from support_desk.shared.ui.figures import NO_BREAK, number

MOST_NAMED: Final = 2


def rubles(kopecks: int) -> str:
    """Whole rubles: sums of months are looked at, not paid."""
    return number(rubles_of(kopecks), 0)


def signed_rubles(kopecks: int) -> str:
    """With its sign; nothing is 0."""
    text = rubles(kopecks)
    return f"+{text}" if kopecks > 0 and text != "0" else text


def finding(found: WhatIf) -> str:
    """Who would gain, who would lose, and what becomes of pay as a whole."""
    winners = [one for one in found.people if one.gain.difference > 0]
    losers = [one for one in found.people if one.gain.difference < 0]
    if not winners and not losers:
        return _("Nobody would gain or lose: %(sum)s, as it was paid") % {"sum": money(found.whole.paid)}
    sides = [side for side in (gainers(winners), those_who_lose(losers[::-1])) if side]
    return _("%(sides)s; %(whole)s") % {"sides": ", ".join(sides), "whole": whole_words(found.whole.difference)}


def gainers(people: Sequence[PersonGain]) -> str:
    """By name where they are few."""
    if len(people) > MOST_NAMED:
        return ngettext("%(number)d would gain", "%(number)d would gain", len(people)) % {"number": len(people)}
    return _("%(names)s would gain") % {"names": named(people)} if people else ""


def those_who_lose(people: Sequence[PersonGain]) -> str:
    """By name where they are few."""
    if len(people) > MOST_NAMED:
        return ngettext("%(number)d would lose", "%(number)d would lose", len(people)) % {"number": len(people)}
    return _("%(names)s would lose") % {"names": named(people)} if people else ""


def named(people: Sequence[PersonGain]) -> str:
    return get_text_list([one.name for one in people], _("and"))


def whole_words(difference: int) -> str:
    """What the whole costs then."""
    if difference == 0:
        return _("pay as a whole stays what it was")
    said = {"sum": money(abs(difference))}
    return _("pay rises by %(sum)s") % said if difference > 0 else _("pay falls by %(sum)s") % said


def person_words(person: PersonGain) -> str:
    """What one person would gain or lose."""
    said = {"name": person.name, "sum": money(abs(person.gain.difference))}
    if person.gain.difference == 0:
        return _("%(name)s would be paid the same") % said
    if person.gain.difference > 0:
        return _("%(name)s would gain %(sum)s") % said
    return _("%(name)s would lose %(sum)s") % said


def even_words(cost: CostCurve) -> str:
    """Where pay would cost what it did."""
    said = {"measure": line_name(cost.code)}
    points = cost.curve.points
    if len({total for _weight, total in points}) == 1:
        return _("Whatever “%(measure)s” weighs, pay costs the same") % said
    if cost.curve.even:
        weights = get_text_list([weight_text(place) for place in cost.curve.even], _("and"))
        return _("Pay costs what it did where “%(measure)s” weighs %(weights)s") % {**said, "weights": weights}
    if points[0][1] > cost.paid:
        return _("At every weight of “%(measure)s” pay costs more than it did") % said
    return _("At every weight of “%(measure)s” pay costs less than it did") % said


def weight_text(place: int) -> str:
    """27,345 is "27.345 %"; whole percents without a fraction."""
    percent, rest = divmod(place * 100, FINEST)
    return f"{number(percent) if not rest else number(place * 100 / FINEST, 3)}{NO_BREAK}%"


def money(kopecks: int) -> str:
    return f"{rubles(kopecks)}{NO_BREAK}₽"
