"""Telling those whom a version binds that it was published (D2)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _

from disputes.models import RegulationVersion
from disputes.notifications.regulations import url_of
from disputes.queries.readers import bound_accounts
from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords

PUBLISHED = "regulation.published"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(PUBLISHED, published_words)


def tell_published(version: RegulationVersion, *, at: datetime) -> int:
    """Everybody in the department, of a company's rule everybody, once. Two statements; how many were told."""
    rule = version.regulation
    facts = {"code": rule.code, "title": version.title, "starts_on": version.starts_on.isoformat(),
             "changes": version.changes, "number": version.number}  # fmt: skip
    key = f"{PUBLISHED}:{version.pk}"
    notes = [
        Note(user_id, PUBLISHED, key, facts, url_of(rule), at, department_id=rule.department_id)
        for user_id in bound_accounts(rule.department_id, at)
    ]
    return notices.notify(notes, at=at)


def published_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `code`, `title`, `number` of the version, `starts_on`, `changes` in words or ""."""
    day = formats.date_format(date.fromisoformat(facts["starts_on"]), "j E")
    if facts["number"] > 1:
        title = _("%(code)s has a new version from %(day)s: %(title)s")
    else:
        title = _("A new rule from %(day)s, %(code)s: %(title)s")
    said = _("Read it, and say on its page that you have.")
    body = "\n".join(filter(None, [str(facts["changes"]), said]))
    return NoticeWords(title % {**facts, "day": day}, body)
