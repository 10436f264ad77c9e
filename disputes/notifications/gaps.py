"""What the head is told of an error that no rule describes (D2)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from disputes.models import RegulationGap
from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords
from support_desk.shared.viewer import Viewer
from workload.models import Employee
from workload.queries.deciders import directors

REPORTED = "gap.reported"
URL = "/regulations/gaps/"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(REPORTED, reported_words)


def tell_gap(gap: RegulationGap, *, by: Viewer, at: datetime) -> None:
    """To the head of the department, where there is none to the directors; nobody is told what they wrote."""
    head_id = gap.department.head_id
    people = ({head_id} if head_id else directors(at)) - {by.employee_id}
    users = Employee.objects.filter(pk__in=people).values_list("user_id", flat=True)
    facts = {"who": by.name, "what": gap.what[:300]}
    key = f"{REPORTED}:{gap.pk}"
    notes = [Note(user_id, REPORTED, key, facts, URL, at, department_id=gap.department_id) for user_id in users]
    notices.notify(notes, at=at)


def reported_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `who` reported it, `what` happened."""
    return NoticeWords(_("%(who)s reports an error that no rule describes") % facts, str(facts["what"]))
