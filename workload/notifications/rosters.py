"""Telling people of rosters: that one is due or missing, was decided, or a month was published (L1)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords, notify
from support_desk.shared.viewer import Viewer
from workload.domain.roster_dates import last_day_of
from workload.models import Department, Employee, Employment, RosterPublication, RosterSubmission
from workload.queries import deciders
from workload.queries.roster_links import roster_address

DUE, MISSING, SUBMITTED = "roster.due", "roster.missing", "roster.submitted"
APPROVED, RETURNED, PUBLISHED = "roster.approved", "roster.returned", "roster.published"
MOST_NAMES = 10


def register_words() -> None:
    """Called while Django starts."""
    notices.register(DUE, due_words)
    notices.register(MISSING, missing_words)
    notices.register(SUBMITTED, submitted_words)
    notices.register(APPROVED, approved_words)
    notices.register(RETURNED, returned_words)
    notices.register(PUBLISHED, published_words)


def tell_submitted(submission: RosterSubmission, *, by: Viewer, at: datetime) -> int:
    """Whoever decides on it is told of what they would not look for: a late one, and the head's own (P4)."""
    is_heads = submission.department.head_id == submission.employee_id
    if not (submission.is_late or is_heads):
        return 0
    facts = {"name": submission.employee.name, "month": submission.month, "is_late": submission.is_late}
    key = f"{SUBMITTED}:{submission.pk}:{at:%y%m%d%H%M%S}"
    users = [one for one in deciders_of(submission.employee, submission.department, at) if one != by.user_id]
    return notify([note(user, SUBMITTED, key, facts, submission, at=at) for user in users], at=at)


def tell_decided(found: Sequence[RosterSubmission], *, by: Viewer, at: datetime) -> int:
    """Each person is told what came of their month. One statement more where accounts are not known yet."""
    accounts = dict(Employee.objects.filter(pk__in=[one.employee_id for one in found]).values_list("pk", "user_id"))
    notes = []
    for one in found:
        kind = APPROVED if one.state == RosterSubmission.State.APPROVED else RETURNED
        facts = {"month": one.month, "who": by.name, "reason": one.decision_note}
        key = f"{kind}:{one.pk}:{at:%y%m%d%H%M%S}"
        notes.append(note(accounts[one.employee_id], kind, key, facts, one, at=at))
    return notify(notes, at=at)


def tell_published(publication: RosterPublication, *, by: Viewer, at: datetime) -> int:
    """Everybody who works in the department in that month."""
    month = publication.month
    terms = Employment.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=month), starts_on__lte=last_day_of(month)
    )
    users = terms.filter(department=publication.department).values_list("employee__user_id", flat=True).distinct()
    facts = {"department": publication.department.name, "month": month}
    key = f"{PUBLISHED}:{publication.department_id}:{month:%Y-%m}"
    return notify(
        [note(user, PUBLISHED, key, facts, publication, at=at) for user in users if user != by.user_id], at=at
    )


def note(
    user_id: int,
    kind: str,
    key: str,
    facts: Mapping[str, Any],
    about: RosterSubmission | RosterPublication,
    *,
    at: datetime,
) -> Note:
    """Leads to the month of the department."""
    url = roster_address(about.month, about.department_id)
    return Note(user_id, kind, key, facts, url, deliver_at=at, department_id=about.department_id)


def deciders_of(employee: Employee, department: Department, at: datetime) -> list[int]:
    """Accounts of who decides: the head, and the office managers while the head is absent; on the head's own their
    manager, without one the directors."""
    people = Employee.objects.filter(pk__in=deciders.deciders_of(employee, department, at))
    return list(people.values_list("user_id", flat=True))


def month_words(facts: Mapping[str, Any]) -> str:
    """ "December 2026", in the middle of a sentence."""
    return format_date(date.fromisoformat(facts["month"]), "F Y")


def due_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `month`, `due_on`, its `department`."""
    due = format_date(date.fromisoformat(facts["due_on"]), "j E")
    title = _("Your roster for %(month)s is due on %(day)s") % {"month": month_words(facts), "day": due}
    return NoticeWords(title, _("It is filled from your usual week. Look at it, change what is different, submit it."))


def missing_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `month`, `department`, `count` of people and the `names` of the first."""
    title = ngettext(
        "%(count)d roster for %(month)s is missing", "%(count)d rosters for %(month)s are missing", facts["count"]
    )
    names = ", ".join(facts["names"]) + ("…" if facts["count"] > len(facts["names"]) else "")
    return NoticeWords(
        title % {"count": facts["count"], "month": month_words(facts)}, f"{facts['department']}: {names}"
    )


def submitted_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `name`, `month`, `is_late`."""
    words = {"name": facts["name"], "month": month_words(facts)}
    if facts["is_late"]:
        return NoticeWords(_("%(name)s has submitted the roster for %(month)s late") % words)
    return NoticeWords(_("%(name)s has submitted the roster for %(month)s; you decide on it") % words)


def approved_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `month`, `who`, `reason`."""
    title = _("Your roster for %(month)s is approved") % {"month": month_words(facts)}
    return NoticeWords(title, str(facts["who"]))


def returned_words(facts: Mapping[str, Any]) -> NoticeWords:
    """The same facts."""
    title = _("Your roster for %(month)s was returned") % {"month": month_words(facts)}
    return NoticeWords(title, f"{facts['who']}: {facts['reason']}")


def published_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `month`, `department`."""
    words = {"department": facts["department"], "month": month_words(facts)}
    return NoticeWords(_("The roster of %(department)s for %(month)s is published") % words)
