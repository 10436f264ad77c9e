"""What the owner of a rule is told of its revision (D6)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from disputes.models import RevisionRequest
from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords
from support_desk.shared.viewer import Viewer

OPENED = "revision.opened"
URL = "/regulations/revisions/"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(OPENED, opened_words)


def tell_revision(revision: RevisionRequest, *, by: Viewer, at: datetime) -> None:
    """To who is to make it, unless they asked for it themselves."""
    if revision.owner_id != by.employee_id:
        note = Note(revision.owner.user_id, OPENED, f"{OPENED}:{revision.pk}", facts_of(revision), URL, at)
        notices.notify([note], at=at)


def facts_of(revision: RevisionRequest) -> dict[str, Any]:
    return {"code": revision.regulation.code, "due_on": revision.due_on.isoformat(), "what": revision.what[:300]}


def opened_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `code` of the rule, `due_on`, `what` is unclear."""
    title = _("Please mend %(code)s by %(day)s") % {"code": facts["code"], "day": day_of(facts)}
    return NoticeWords(title, str(facts["what"]))


def day_of(facts: Mapping[str, Any]) -> str:
    return formats.date_format(date.fromisoformat(facts["due_on"]), "j E")
