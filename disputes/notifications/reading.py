"""Reminding people of rules they have not read, and telling the head who has not (D2)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from disputes.models import RegulationVersion
from disputes.queries.readers import Reader
from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords
from workload.models import Department

UNREAD, READERS = "regulation.unread", "regulation.readers"
MOST_NAMED = 4
# Nobody is reminded of paperwork at night.
MORNING = time(9)


def register_words() -> None:
    """Called while Django starts."""
    notices.register(UNREAD, unread_words)
    notices.register(READERS, readers_words)


def reminder(reader: Reader, day: date, *, at: datetime) -> Note:
    """All that one person has not read, once for the day on which it was to be said."""
    rules = [f"{version.regulation.code}: {version.title}" for version, _unread in reader.unread]
    facts = {"count": len(rules), "rules": rules[:MOST_NAMED]}
    key = f"{UNREAD}:{day}"
    url = f"{reverse('regulations')}?view=unread"
    return Note(reader.employee.user_id, UNREAD, key, facts, url, morning(reader, at))


def head_note(
    department: Department, version: RegulationVersion, late: list[Reader], total: int, *, at: datetime
) -> Note | None:
    """Who of the department has not read a version within a week; nobody where there is no head."""
    if department.head is None:
        return None
    names = sorted(reader.employee.name for reader in late)
    facts = {
        "code": version.regulation.code,
        "title": version.title,
        "late": len(names),
        "total": total,
        "names": names[:MOST_NAMED],
    }
    key = f"{READERS}:{version.pk}:{department.pk}"
    url = f"{reverse('regulation-readers')}?department={department.pk}"
    return Note(department.head.user_id, READERS, key, facts, url, morning(late[0], at), department_id=department.pk)


def morning(reader: Reader, at: datetime) -> datetime:
    return max(at, datetime.combine(reader.today, MORNING, reader.zone).astimezone(UTC))


def unread_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `count`, and the first of the `rules` by code and title."""
    title = ngettext("%(count)d rule waits to be read by you", "%(count)d rules wait to be read by you", facts["count"])
    return NoticeWords(title % {"count": facts["count"]}, "\n".join(facts["rules"]))


def readers_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `code`, `title`, `late` of `total`, the first of their `names`."""
    title = ngettext(
        "%(late)d of %(total)d has not read %(code)s", "%(late)d of %(total)d have not read %(code)s", facts["late"]
    )
    names = ", ".join(facts["names"])
    if facts["late"] > len(facts["names"]):
        names = _("%(names)s and others") % {"names": names}
    return NoticeWords(title % facts, f"{facts['title']}\n{names}")
