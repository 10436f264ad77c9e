"""Figures of points and disputes as people read them."""

from fractions import Fraction

from django.utils.translation import gettext as _

from support_desk.shared.ui.figures import number


def signed(points: int) -> str:
    """ "+3", "−2", "0"."""
    return f"+{number(points)}" if points > 0 else number(points)


def days(value: Fraction | None) -> str:
    """Days with one place, a dash where there is nothing to count."""
    if value is None:
        return "–"
    tenths = (20 * value.numerator + value.denominator) // (2 * value.denominator)
    return _("%(number)s d") % {"number": number(tenths / 10, 1)}
