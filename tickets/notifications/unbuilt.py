"""How it reads that a month's reports are still to be built (W8)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared import notices
from support_desk.shared.notices import NoticeWords
from tickets.queries.report_words import month_name

UNBUILT = "reports.unbuilt"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(UNBUILT, unbuilt_words)


def unbuilt_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: the `month` as an ISO date, and how many `clients` have billed time in it and no report."""
    count = int(facts["clients"])
    body = ngettext(
        "%(count)d client has billed time in it and no report yet. Build it and look for holes.",
        "%(count)d clients have billed time in it and no report yet. Build them and look for holes.",
        count,
    )
    title = _("%(month)s is over: build the reports") % {"month": month_name(date.fromisoformat(facts["month"]))}
    return NoticeWords(title, body % {"count": count})
