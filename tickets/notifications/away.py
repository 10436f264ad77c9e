"""How the digest on return is announced (S7)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared.notices import NoticeWords


def digest_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `tickets` with messages meanwhile, `waiting` now."""
    written, waiting = int(facts["tickets"]), int(facts["waiting"])
    if not written and not waiting:
        return NoticeWords(_("While you were away"), _("Nobody wrote and nobody waits for you."))
    lines = [
        ngettext("%(count)d ticket has new messages.", "%(count)d tickets have new messages.", written)
        % {"count": written},
        ngettext("%(count)d client waits for you now.", "%(count)d clients wait for you now.", waiting)
        % {"count": waiting},
    ]
    return NoticeWords(_("While you were away"), " ".join(lines))
