"""How hints about a contract's hours read (C2)."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from support_desk.shared import notices
from support_desk.shared.notices import NoticeWords
from support_desk.shared.ui.figures import duration

USED, SPARE = "contract.used", "contract.spare"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(USED, used_words)
    notices.register(SPARE, spare_words)


def used_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `project`, `client`, `contract`, `percent` used, minutes `used` and `available`."""
    title = _("%(percent)d percent of the hours of %(project)s are used") % facts
    left = int(facts["available"]) - int(facts["used"])
    if left < 0:
        body = _("%(client)s, contract %(contract)s: %(over)s are beyond the prepaid hours, the rate applies.")
        return NoticeWords(title, body % {**facts, "over": duration(-left)})
    body = _("%(client)s, contract %(contract)s: %(left)s are left this month. Tell the client before they run out.")
    return NoticeWords(title, body % {**facts, "left": duration(left)})


def spare_words(facts: Mapping[str, Any]) -> NoticeWords:
    """The same facts."""
    title = _("Only %(percent)d percent of the hours of %(project)s are used") % facts
    left = duration(int(facts["available"]) - int(facts["used"]))
    body = _(
        "%(client)s, contract %(contract)s: %(left)s are unspent and the month is ending. "
        "Propose a development of the project; the draft is ready."
    )
    return NoticeWords(title, body % {**facts, "left": left})
