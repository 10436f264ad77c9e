"""What readers of rules are told: what to read now, and when a colleague asks for it (D2)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from disputes.models import Regulation, RegulationVersion
from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords
from support_desk.shared.viewer import Viewer
from workload.models import Employee

ASKED = "regulation.asked"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(ASKED, asked_words)


def tell_asked(version: RegulationVersion, employee: Employee, *, by: Viewer, day: date, at: datetime) -> bool:
    """One person, once a day and version. Whether this told them."""
    rule = version.regulation
    facts = {"who": by.name, "code": rule.code, "title": version.title}
    key = f"{ASKED}:{version.pk}:{day}"
    note = Note(employee.user_id, ASKED, key, facts, url_of(rule), at, department_id=rule.department_id)
    return notices.notify([note], at=at) > 0


def asked_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `who` asks, `code` and `title` of the rule."""
    title = _("%(who)s asks you to read %(code)s: %(title)s") % facts
    return NoticeWords(title, _("Read it, and say on its page that you have."))


def url_of(rule: Regulation) -> str:
    return reverse("regulation", args=[rule.pk])
