"""How it reads that a timesheet waits for somebody (L5)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords
from workload.models import Department, Timesheet
from workload.queries.timesheets.blocks import month_words

CHANGED, COMPLETE, APPROVE = "timesheet.changed", "timesheet.complete", "timesheet.approve"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(CHANGED, changed_words)
    notices.register(COMPLETE, complete_words)
    notices.register(APPROVE, approve_words)


def changed_note(sheet: Timesheet, *, at: datetime) -> Note:
    """To the person whose marked sheet came out otherwise. Needs `employee` joined."""
    return _note(sheet, CHANGED, f"{CHANGED}:{sheet.pk}:{at:%Y%m%d%H%M}", at)


def complete_note(sheet: Timesheet, *, at: datetime) -> Note:
    """To the person on the last working day. Needs `employee` joined."""
    return _note(sheet, COMPLETE, f"{COMPLETE}:{sheet.pk}", at)


def approve_note(department: Department, month: date, count: int, *, at: datetime) -> Note:
    """To the head, once the month is over. Needs `head` joined."""
    assert department.head is not None, "only departments with a head are told"
    return Note(
        user_id=department.head.user_id,
        kind=APPROVE,
        key=f"{APPROVE}:{department.pk}:{month:%Y-%m}",
        facts={"month": month.isoformat(), "count": count},
        url=f"{reverse('timesheet-month', args=[f'{month:%Y-%m}'])}?department={department.pk}",
        deliver_at=at,
        department_id=department.pk,
    )


def changed_words(facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: the `month` as an ISO date."""
    title = _("Your timesheet of %(month)s has changed: look at it again") % {"month": _month(facts)}
    return NoticeWords(title, _("Days came out otherwise than you had marked complete."))


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
