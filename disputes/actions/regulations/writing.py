"""Writing rules: a rule begins with a draft, and a draft may be written anew until it is published (D2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from disputes.actions.regulations.locking import draft_of, lock_rule
from disputes.domain.clauses import ClauseText, checked
from disputes.models import Clause, Regulation, RegulationVersion
from disputes.regulation_permissions import check_can_begin_rule, check_can_write_rule
from support_desk.shared import audit
from support_desk.shared.changing import create_row, save_valid
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.actions.refusing import bad_input_refused
from workload.models import Department, Employee


@dataclass(frozen=True, slots=True)
class Draft:
    """What a version is to say. `changes`: in words, for who has read the one before."""

    title: str
    starts_on: date
    clauses: Sequence[ClauseText]
    changes: str = ""


@transaction.atomic
def create_regulation(
    *, code: str, department: Department | None, owner: Employee, draft: Draft, by: Viewer, at: datetime
) -> Regulation:
    """A new rule of the department, without one of the company, with its first draft. Refused, naming the field."""
    check_can_begin_rule(by, department.pk if department else None)
    check_works_here(owner, at)
    rule = Regulation(code=code.strip(), department=department, owner=owner)
    create_row(rule, action="regulation.create", by=by, at=at, after={"code": rule.code, "owner": owner})
    _write(rule, draft, by=by, at=at)
    return rule


@transaction.atomic
def write_draft(*, regulation: Regulation, draft: Draft, by: Viewer, at: datetime) -> RegulationVersion:
    """The next version as it is to be, in the place of what was written before; nobody is bound by it yet."""
    rule = lock_rule(regulation, by=by)
    check_can_write_rule(by, rule)
    check_is_active(rule)
    return _write(rule, draft, by=by, at=at)


@transaction.atomic
def change_owner(*, regulation: Regulation, owner: Employee, by: Viewer, at: datetime) -> Regulation:
    """Who mends the rule from now on; revisions that are open stay with whom they were given to."""
    rule = lock_rule(regulation, by=by)
    check_can_begin_rule(by, rule.department_id)
    if rule.owner_id == owner.pk:
        return rule
    check_works_here(owner, at)
    before, rule.owner = rule.owner, owner
    save_valid(rule)
    facts: dict[str, Any] = {"before": {"owner": before}, "after": {"owner": owner}}
    audit.record(action="regulation.owner", target=rule, by=by, at=at, scope=f"regulation:{rule.pk}", **facts)
    return rule


def check_is_active(rule: Regulation) -> None:
    if not rule.is_active:
        raise Refused(_("This rule has ended."))


def check_works_here(owner: Employee, at: datetime) -> None:
    if not Employee.objects.employed_at(at).filter(pk=owner.pk).exists():
        raise Refused(_("%(name)s does not work here.") % {"name": owner.name}, field="owner")


def _write(rule: Regulation, draft: Draft, *, by: Viewer, at: datetime) -> RegulationVersion:
    with bad_input_refused():
        clauses = checked(enumerate(draft.clauses, start=1))
    version = draft_of(rule) or RegulationVersion(regulation=rule, number=next_number(rule))
    version.title, version.changes, version.starts_on = draft.title.strip(), draft.changes.strip(), draft.starts_on
    save_valid(version)
    version.clauses.all().delete()
    Clause.objects.bulk_create(
        Clause(version=version, place=place, number=clause.number, text=clause.text)
        for place, clause in enumerate(clauses, start=1)
    )
    after = {
        "number": version.number,
        "title": version.title,
        "starts_on": version.starts_on,
        "clauses": [f"{clause.number} {clause.text}" for clause in clauses],
    }
    audit.record(action="regulation.write", target=version, by=by, at=at, after=after, department_id=rule.department_id)
    return version


def next_number(rule: Regulation) -> int:
    """The numbers of a rule run from 1."""
    last: int = rule.versions.aggregate(last=Max("number"))["last"] or 0
    return last + 1
