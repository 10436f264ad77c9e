"""What is told of an error that no rule describes: to the head, and to who reported it (D2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from disputes.models import RegulationGap
from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords
from support_desk.shared.viewer import Viewer
from workload.models import Employee
from workload.queries.deciders import directors

REPORTED, DECIDED = "gap.reported", "gap.decided"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(REPORTED, reported_words)
    notices.register(DECIDED, decided_words)


def tell_gap(gap: RegulationGap, *, by: Viewer, at: datetime) -> None:
    """To the head of the department, where there is none to the directors; nobody is told what they wrote."""
    head_id = gap.department.head_id
    people = ({head_id} if head_id else directors(at)) - {by.employee_id}
    users = Employee.objects.filter(pk__in=people).values_list("user_id", flat=True)
    facts = {"who": by.name, "what": gap.what[:300]}
    key = f"{REPORTED}:{gap.pk}"
    url = reverse("regulation-gaps")
    notes = [Note(user_id, REPORTED, key, facts, url, at, department_id=gap.department_id) for user_id in users]
    notices.notify(notes, at=at)


def tell_decided(gap: RegulationGap, *, by: Viewer, at: datetime) -> None:
    """To who reported it, unless they decided themselves."""
    if gap.reported_by_id == by.employee_id:
        return
    code = gap.regulation.code if gap.regulation else ""
    facts = {"code": code, "answer": gap.answer, "what": gap.what[:300]}
    url, key = reverse("regulation-gaps"), f"{DECIDED}:{gap.pk}"
    notices.notify([Note(gap.reported_by.user_id, DECIDED, key, facts, url, at)], at=at)


def reported_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `who` reported it, `what` happened."""
    return NoticeWords(_("%(who)s reports an error that no rule describes") % facts, str(facts["what"]))


def decided_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `code` of the rule that was written or "", the `answer`, `what` happened."""
    if facts["code"]:
        title = _("What you reported is a rule now: %(code)s") % {"code": facts["code"]}
    else:
        title = _("What you reported needs no rule")
    return NoticeWords(title, str(facts["answer"] or facts["what"]))
