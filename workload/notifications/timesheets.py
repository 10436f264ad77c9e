"""How it reads that a timesheet waits for somebody (L5)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords
from workload.models import Department, Employee, Timesheet, TimesheetCorrection
from workload.queries.timesheets.blocks import month_words

CHANGED, COMPLETE, APPROVE = "timesheet.changed", "timesheet.complete", "timesheet.approve"
LATE, APPROVE_OWN = "timesheet.late", "timesheet.approve_own"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(CHANGED, changed_words)
    notices.register(COMPLETE, complete_words)
    notices.register(APPROVE, approve_words)
    notices.register(LATE, late_words)
    notices.register(APPROVE_OWN, approve_own_words)


def changed_note(sheet: Timesheet, *, at: datetime) -> Note:
    """To the person whose marked sheet came out otherwise. Needs `employee` joined."""
    return _note(sheet, CHANGED, f"{CHANGED}:{sheet.pk}:{at:%Y%m%d%H%M}", at)


def late_note(made: TimesheetCorrection, *, at: datetime) -> Note:
    """To the person whose closed month has a correction beside it. Needs the sheet's `employee` joined."""
    return _note(made.sheet, LATE, f"{LATE}:{made.pk}", at)


def complete_note(sheet: Timesheet, *, at: datetime) -> Note:
    """To the person on the last working day. Needs `employee` joined."""
    return _note(sheet, COMPLETE, f"{COMPLETE}:{sheet.pk}", at)


def approve_note(department: Department, month: date, count: int, person: Employee, *, at: datetime) -> Note:
    """To who approves the department's, once the month is over."""
    return Note(
        user_id=person.user_id,
        kind=APPROVE,
        key=f"{APPROVE}:{department.pk}:{month:%Y-%m}",
        facts={"month": month.isoformat(), "count": count},
        url=f"{reverse('timesheet-month', args=[f'{month:%Y-%m}'])}?department={department.pk}",
        deliver_at=at,
        department_id=department.pk,
    )


def approve_own_note(sheet: Timesheet, person: Employee, *, at: datetime) -> Note:
    """To who stands above a head, once the month is over. Needs `employee` joined."""
    return Note(
        user_id=person.user_id,
        kind=APPROVE_OWN,
        key=f"{APPROVE_OWN}:{sheet.pk}",
        facts={"month": sheet.month.isoformat(), "name": sheet.employee.name},
        url=reverse("timesheet", args=[sheet.pk]),
        deliver_at=at,
        department_id=sheet.department_id,
    )


def changed_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: the `month` as an ISO date."""
    title = _("Your timesheet of %(month)s has changed: look at it again") % {"month": _month(facts)}
    return NoticeWords(title, _("Days came out otherwise than you had marked complete."))


def late_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: the `month` as an ISO date."""
    title = _("Your timesheet of %(month)s was corrected after the closing") % {"month": _month(facts)}
    return NoticeWords(title, _("What was closed stays; the correction stands beside it, with its reason."))


def complete_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: the `month` as an ISO date."""
    title = _("%(month)s ends: mark your timesheet complete") % {"month": _month(facts)}
    return NoticeWords(title, _("It has filled itself. Look whether the days are as you worked them."))


def approve_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: the `month` as an ISO date, and the `count` of timesheets that are not approved."""
    count = int(facts["count"])
    body = ngettext("%(count)d timesheet is not approved yet.", "%(count)d timesheets are not approved yet.", count)
    title = _("%(month)s is over: approve the timesheets") % {"month": _month(facts)}
    return NoticeWords(title, body % {"count": count})


def approve_own_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: the `month` as an ISO date, and the `name` of a head."""
    told = {"month": _month(facts), "name": facts["name"]}
    title = _("%(month)s is over: approve the timesheet of %(name)s") % told
    return NoticeWords(title, _("A head’s own timesheet is approved one level up."))


def _note(sheet: Timesheet, kind: str, key: str, at: datetime) -> Note:
    return Note(
        user_id=sheet.employee.user_id,
        kind=kind,
        key=key,
        facts={"month": sheet.month.isoformat()},
        url=reverse("timesheet", args=[sheet.pk]),
        deliver_at=at,
    )


def _month(facts: Mapping[str, Any]) -> str:
    return month_words(date.fromisoformat(facts["month"]))
