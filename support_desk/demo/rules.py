"""The rules of the company and who has read them, one that is unclear, an error without a rule (D2, D6)."""

from datetime import datetime, timedelta
from typing import Any

from disputes.actions.mending.gaps import report_gap
from disputes.actions.mending.revisions import open_revision
from disputes.actions.regulations.publishing import publish_draft
from disputes.actions.regulations.writing import Draft, create_regulation, write_draft
from disputes.domain.clauses import read_clauses
from disputes.models import Acknowledgement, Regulation, RegulationVersion
from disputes.queries.readers import readers_of
from support_desk.demo.company import Staff
from support_desk.demo.content import Content
from support_desk.shared import audit
from support_desk.shared.viewer import Viewer

DAY = timedelta(days=1)
ASKED_BEFORE, DUE_IN, REPORTED_BEFORE = 6 * DAY, 8 * DAY, 2 * DAY


def lay_down_rules(staff: Staff, content: Content, *, at: datetime) -> None:
    """Published in the past and read on the days after by nearly all; `at`: the visitor's coming."""
    with audit.gathered():
        rules: dict[str, Regulation] = {}
        for row in content.regulations["regulation"]:
            published_at = morning(at - row["published"] * DAY)
            rules[row["code"]] = rule = publish(row, rules.get(row["code"]), staff, content, at=at)
            let_read(rule.versions.get(published_at=published_at), row, staff, at=published_at)
        mend(rules, staff, content, at=at)


def morning(instant: datetime) -> datetime:
    """Whenever the visitor comes, rules are published in working time."""
    return instant.replace(hour=7, minute=20, second=0, microsecond=0)


def publish(
    row: dict[str, Any], rule: Regulation | None, staff: Staff, content: Content, *, at: datetime
) -> Regulation:
    """Written by the system before anybody was there to, published by who may."""
    when = morning(at - row["published"] * DAY)
    draft = Draft(
        title=content.named(row, "title"),
        starts_on=(at - row["starts"] * DAY).date(),
        clauses=read_clauses("\n".join(row["clauses"][content.language])),
        changes=content.named(row, "changes") if "changes" in row else "",
    )
    department = staff.departments.get(row["department"])
    if rule is None:
        rule = create_regulation(
            code=row["code"],
            department=department,
            owner=staff.people[row["owner"]],
            draft=draft,
            by=Viewer.system(when),
            at=when,
        )
    else:
        write_draft(regulation=rule, draft=draft, by=staff.viewer(row["owner"], when), at=when)
    head = department.head if department else None
    login = next((key for key, person in staff.people.items() if person == head), "director")
    publish_draft(regulation=rule, by=staff.viewer(login, when), at=when)
    return rule


def let_read(version: RegulationVersion, row: dict[str, Any], staff: Staff, *, at: datetime) -> None:
    """What `acknowledge` would have written for each of them, all at once."""
    late = {staff.people[login].pk for login in row.get("unread_by", ())}
    readers = readers_of(version.regulation.department_id, at).exclude(pk__in=late).order_by("pk")
    Acknowledgement.objects.bulk_create(
        Acknowledgement(version=version, employee=reader, acknowledged_at=at + timedelta(minutes=19 * number + 40))
        for number, reader in enumerate(readers)
    )


def mend(rules: dict[str, Regulation], staff: Staff, content: Content, *, at: datetime) -> None:
    """A head asks for a revision of one rule; a manager reports a gap."""
    unclear, gap = content.regulations["revision"], content.regulations["gap"]
    asked_at, reported_at = morning(at - ASKED_BEFORE), morning(at - REPORTED_BEFORE)
    open_revision(
        regulation=rules[unclear["code"]],
        what=content.named(unclear, "what"),
        due_on=(at + DUE_IN).date(),
        by=staff.viewer("lead-developer", asked_at),
        at=asked_at,
    )
    report_gap(
        happened_on=(reported_at - DAY).date(),
        what=content.named(gap, "what"),
        by=staff.viewer(gap["reported_by"], reported_at),
        at=reported_at,
    )
