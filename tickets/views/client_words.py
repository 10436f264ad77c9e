"""The words of a client's page: its finding, and the names of months."""

from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tickets.queries.client_page import ClientPage


def headline(page: ClientPage) -> str:
    """What one must know first: is anybody waiting for us."""
    waiting, matters = len(page.waiting), len(page.matters)
    if waiting:
        return ngettext("%(count)d matter waits for our answer", "%(count)d matters wait for our answer", waiting) % {
            "count": waiting
        }
    if matters:
        return ngettext(
            "%(count)d open matter, nobody waits for us", "%(count)d open matters, nobody waits for us", matters
        ) % {"count": matters}
    return _("Nothing is open")


def month_name(month: date) -> str:
    """ "November 2026", in the reader's language."""
    return format_date(month, "F Y")
