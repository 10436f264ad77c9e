"""Saying what was found in a reply, or that nothing was; and putting a review aside (S5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from disputes.models import Clause, ReplyReview, ReviewFinding
from disputes.notifications.reviews import tell_found
from disputes.queries.reviews.rules import Rule, rules_for
from disputes.review_permissions import check_can_review
from support_desk.shared import audit
from support_desk.shared.changing import change_row
from support_desk.shared.errors import IllegalTransition, Refused
from support_desk.shared.viewer import Viewer

LONGEST_NOTE = 2_000


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that was not kept, by the keys of its version and, where one is to blame, its clause; and what is wrong:
    without words the clause speaks for itself."""

    version_id: int
    clause_id: int | None = None
    note: str = ""


@transaction.atomic
def finish_review(
    *, review: ReplyReview, findings: Sequence[Finding] = (), note: str = "", by: Viewer, at: datetime
) -> ReplyReview:
    """The reply was looked at, and this was found; without findings it was in order. The author is told of findings
    only. The same reviewer saying the same again changes nothing.

    Refused, naming `findings`: for a rule that did not bind the author then, that they had not read by then, a clause
    of another rule, the same twice, a rule as a whole without words. IllegalTransition once it was reviewed.
    """
    locked = lock_review(review, by=by)
    check_can_review(by, locked)
    if is_said_again(locked, findings, note, by):
        return locked
    check_waits(locked)
    rows = rows_of(locked, findings)
    ReviewFinding.objects.bulk_create(rows)
    new = {
        "state": ReplyReview.State.DONE,
        "reviewer_id": by.employee_id,
        "reviewed_at": at,
        "note": note.strip()[:LONGEST_NOTE],
        "finding_count": len(rows),
    }
    with audit.gathered():
        change_row(locked, action="review.finish", by=by, at=at, new=new)
        for row in rows:
            after = {"regulation": row.version.regulation.code, "clause": row.place, "note": row.note}
            audit.record(action="review.find", target=row, by=by, at=at, after=after, scope=locked.scope,
                         department_id=locked.department_id)  # fmt: skip
    if rows:
        tell_found(locked, at=at)
    return locked


@transaction.atomic
def put_aside(*, review: ReplyReview, reason: str, by: Viewer, at: datetime) -> ReplyReview:
    """Nobody needs to look at it, and why. Refused without a reason; IllegalTransition once it was reviewed."""
    locked = lock_review(review, by=by)
    check_can_review(by, locked)
    check_waits(locked)
    if not reason.strip():
        raise Refused(_("Write why it need not be reviewed."), field="reason")
    new = {
        "state": ReplyReview.State.SKIPPED,
        "reviewer_id": by.employee_id,
        "reviewed_at": at,
        "note": reason.strip()[:LONGEST_NOTE],
    }
    return change_row(locked, action="review.put_aside", by=by, at=at, new=new)


def lock_review(review: ReplyReview, *, by: Viewer) -> ReplyReview:
    """As it is now. ReplyReview.DoesNotExist when `by` may not see it."""
    seen = ReplyReview.objects.visible_to(by).select_related("author", "department")
    return seen.select_for_update(of=("self",)).get(pk=review.pk)


def check_waits(review: ReplyReview) -> None:
    if review.state != ReplyReview.State.WAITING:
        raise IllegalTransition(_("This reply has been reviewed already."))


def is_said_again(review: ReplyReview, findings: Sequence[Finding], note: str, by: Viewer) -> bool:
    """A second click of the same person, word for word: other words are a correction, which comes too late."""
    if review.state != ReplyReview.State.DONE or review.reviewer_id != by.employee_id:
        return False
    kept = {(one.version_id, one.clause_id): one for one in review.findings.select_related("clause")}
    if note.strip()[:LONGEST_NOTE] != review.note or len(kept) != len(findings):
        return False
    return all(is_kept_as_said(one, kept.get((one.version_id, one.clause_id))) for one in findings)


def is_kept_as_said(said: Finding, kept: ReviewFinding | None) -> bool:
    return kept is not None and kept.note == words_of(said, kept.clause)


def words_of(finding: Finding, clause: Clause | None) -> str:
    """What is wrong: without words of the reviewer the clause's own."""
    return finding.note.strip()[:LONGEST_NOTE] or (clause.text if clause else "")


def rows_of(review: ReplyReview, findings: Sequence[Finding]) -> list[ReviewFinding]:
    """The findings as they will be kept, each checked. Three statements, none without findings."""
    rules = {rule.version.pk: rule for rule in rules_for(review)} if findings else {}
    rows = [row_of(review, one, rules.get(one.version_id)) for one in findings]
    if len({(row.version_id, row.clause_id) for row in rows}) < len(rows):
        raise Refused(_("A rule is named once in a review."), field="findings")
    return rows


def row_of(review: ReplyReview, finding: Finding, rule: Rule | None) -> ReviewFinding:
    if rule is None:
        raise Refused(_("This rule did not bind the author when the reply was written."), field="findings")
    if rule.read_at is None:
        words = _("%(name)s had not read %(rule)s by then: what nobody has read is an error, no offence.")
        about = {"name": review.author.name, "rule": rule.version.regulation.code}
        raise Refused(words % about, field="findings", code="not_acknowledged")
    clause = clause_of(rule, finding.clause_id)
    note = words_of(finding, clause)
    if not note:
        raise Refused(_("Name the clause, or write what is wrong."), field="findings")
    return ReviewFinding(review=review, version=rule.version, clause=clause, note=note)


def clause_of(rule: Rule, clause_id: int | None) -> Clause | None:
    if clause_id is None:
        return None
    for clause in rule.clauses:
        if clause.pk == clause_id:
            return clause
    raise Refused(_("This clause belongs to another rule."), field="findings")
