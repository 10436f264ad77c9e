"""Fair play of the small world: a rule, and a dispute about a ticket, against the owner of the things."""

from typing import Any

from disputes.models import ComplaintWord
from support_desk.shared import clock
from tests import factories as make
from tests.security.marks import BEACON, canary
from workload.models import Department, Employee


def play(relation: str, owner: Employee, department: Department, ticket: Any) -> dict[str, Any]:
    """What addresses name of disputes and regulations; the initiator is nobody of the world."""
    said = f"{BEACON} {canary('dispute', relation)}"
    rule = make.a_regulation(department, owner=owner)
    version = make.a_version(rule, title=f"{BEACON} {canary('rule', relation)}")
    dispute = make.a_dispute(
        make.an_employee("manager", department=department),
        owner,
        version=version,
        ticket=ticket,
        title=said,
        claim=said,
        opened_at=clock.now(),
    )
    return {
        "regulation": rule.pk,
        "version": version.pk,
        "dispute": dispute.pk,
        **complaints(relation, owner, ticket),
    }


def complaints(relation: str, owner: Employee, ticket: Any) -> dict[str, Any]:
    """A complaint that concerns the owner, flagged by themselves; a message that may be another one; and a word."""
    said = f"{BEACON} {canary('ticket', relation)}"
    about, suspected = (make.a_message(ticket, body_text=said, author_name=said) for _ in range(2))
    worded = f"{BEACON} {canary('complaint', relation)}"
    row = make.a_complaint(about, by=owner, manager=owner, what=worded, flagged_at=clock.now())
    word, _is_new = ComplaintWord.objects.get_or_create(language="ru", word="жалоба", stem="'жалоб'")
    return {"complaint": row.pk, "suggestion": make.a_suggestion(suspected).pk, "complaint word": word.pk}
