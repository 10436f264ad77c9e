"""What people are told of revisions of a rule: who is to make one, and who asked for it (D6)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _

from disputes.domain.mending import SOON
from disputes.models import RevisionRequest
from disputes.models.mending import UNCLEAR, what_is_unclear
from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords
from support_desk.shared.viewer import Viewer

OPENED, DUE, CLOSED = "revision.opened", "revision.due", "revision.closed"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(OPENED, opened_words)
    notices.register(DUE, due_words)
    notices.register(CLOSED, closed_words)


def tell_revision(revision: RevisionRequest, *, by: Viewer, at: datetime) -> None:
    """To who is to make it, unless they asked for it themselves."""
    if revision.owner_id != by.employee_id:
        notices.notify([_note(revision, OPENED, f"{OPENED}:{revision.pk}", revision.owner.user_id, {}, at)], at=at)


def due_note(revision: RevisionRequest, said: str, *, at: datetime) -> Note:
    """To who is to make it: it is due, or late; `said` as the rule of reminding names it."""
    facts = {"is_late": said != SOON}
    return _note(revision, DUE, f"{DUE}:{revision.pk}:{said}", revision.owner.user_id, facts, at)


def tell_closed(revision: RevisionRequest, *, by: Viewer, at: datetime) -> None:
    """To who asked for it, unless they closed it themselves."""
    if revision.asked_by_id == by.employee_id:
        return
    facts = {"is_mended": revision.state == RevisionRequest.State.MENDED, "answer": revision.answer}
    key = f"{CLOSED}:{revision.pk}"
    notices.notify([_note(revision, CLOSED, key, revision.asked_by.user_id, facts, at)], at=at)


def opened_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `code` of the rule, `due_on`, `what` is unclear, or the `verdict` that says so and the `clause`."""
    title = _("Please mend %(code)s by %(day)s") % {"code": facts["code"], "day": day_of(facts)}
    return NoticeWords(title, unclear(facts))


def due_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts as above, and whether it `is_late`."""
    title = (
        _("The revision of %(code)s was due on %(day)s")
        if facts["is_late"]
        else _("The revision of %(code)s is due on %(day)s")
    )
    return NoticeWords(title % {"code": facts["code"], "day": day_of(facts)}, unclear(facts))


def closed_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts as above, whether it `is_mended`, and the `answer` where it is not."""
    title = _("%(code)s is mended") if facts["is_mended"] else _("%(code)s stays as it is")
    return NoticeWords(title % {"code": facts["code"]}, str(facts["answer"] or unclear(facts)))


def day_of(facts: Mapping[str, Any]) -> str:
    return formats.date_format(date.fromisoformat(facts["due_on"]), "j E")


def unclear(facts: Mapping[str, Any]) -> str:
    """In the reader's language where a verdict asked."""
    if facts.get("verdict") in UNCLEAR:
        return what_is_unclear(facts["verdict"], facts.get("clause", ""))
    return str(facts["what"])


def _note(revision: RevisionRequest, kind: str, key: str, user_id: int, more: dict[str, Any], at: datetime) -> Note:
    rule = revision.regulation
    facts = {"code": rule.code, "due_on": revision.due_on.isoformat(), "what": revision.what[:300], **more}
    if revision.dispute is not None:
        clause = revision.dispute.clause
        facts |= {"verdict": revision.dispute.state, "clause": clause.number if clause else ""}
    return Note(user_id, kind, key, facts, reverse("regulation-revisions"), at, department_id=rule.department_id)
