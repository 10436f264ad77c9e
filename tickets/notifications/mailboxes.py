"""How the silence of a mailbox is announced (T1)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from support_desk.shared.notices import NoticeWords

SILENT = "mailbox.silent"


def silent_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `address` of the mailbox, `since` when, as an ISO 8601 instant."""
    since = localtime(datetime.fromisoformat(facts["since"]))
    return NoticeWords(
        _("The mailbox %(address)s does not answer") % {"address": facts["address"]},
        _("Letters are not fetched since %(time)s. They stay on the server; the page says what it answered last.")
        % {"time": f"{since:%d.%m %H:%M}"},
    )
