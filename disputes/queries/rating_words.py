"""What the page of the race says first."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disputes.queries.figure_words import signed
from disputes.queries.rating import Rating


def month_name(rating: Rating) -> str:
    """ "November 2026"."""
    return date_format(rating.month, "F Y")


def finding(rating: Rating) -> str:
    """Who leads, by how much, or that there is nothing to tell."""
    if not rating.rows:
        return _("%(month)s: nobody has won or lost a point") % {"month": month_name(rating)}
    leaders = [row for row in rating.rows if row.runner.place == 1]
    if leaders[0].runner.score.net <= 0:
        return _("%(month)s: nobody is above zero") % {"month": month_name(rating)}
    said = {
        "month": month_name(rating),
        "name": leaders[0].name,
        "points": signed(leaders[0].runner.score.net),
        "number": len(leaders) - 1,
    }
    if len(leaders) == len(rating.rows) > 1:
        return _("%(month)s: everybody is level at %(points)s") % said
    if len(leaders) > 1:
        words = ngettext(
            "%(month)s: %(name)s and %(number)d more share the lead at %(points)s",
            "%(month)s: %(name)s and %(number)d more share the lead at %(points)s",
            len(leaders) - 1,
        )
        return words % said
    if rating.is_running:
        return _("%(month)s: %(name)s leads with %(points)s") % said
    return _("%(month)s: %(name)s came first with %(points)s") % said
