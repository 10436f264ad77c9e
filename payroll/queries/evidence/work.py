"""Evidence of work: timesheets, time entries, clocks, results that were returned (L5, W6, S2, W4)."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from payroll.models import Payslip
from payroll.queries.evidence.kinds import EvidenceRow, Kind, day_words, ticket_path, ticket_seen, ticket_words
from support_desk.shared.ui.figures import duration
from support_desk.shared.viewer import Viewer
from tickets.models import Clock, Task, TaskChange, TimeEntry
from workload.models import Timesheet

UNREAD: Final = ("ticket__search",)


def _sheets(viewer: Viewer, _slip: Payslip, ids: Sequence[int]) -> QuerySet[Any]:
    return Timesheet.objects.visible_to(viewer).filter(pk__in=ids).select_related("department").order_by("pk")


def _sheet(sheet: Timesheet) -> EvidenceRow:
    said = {"department": sheet.department.name, "month": date_format(sheet.month, "F Y")}
    return EvidenceRow(
        title=_("%(department)s, %(month)s") % said,
        href=reverse("timesheet", args=[sheet.pk]),
        note=sheet.get_state_display(),
        day=day_words(sheet.approved_at),
        figure=duration(sheet.norm_minutes),
    )


def _entries(viewer: Viewer, _slip: Payslip, ids: Sequence[int]) -> QuerySet[Any]:
    seen = TimeEntry.objects.visible_to(viewer).filter(pk__in=ids)
    rows = seen.select_related("ticket", "operation", "task").annotate(opens=ticket_seen(viewer)).defer(*UNREAD)
    return rows.order_by("-norm_minutes", "-actual_minutes", "pk")


def _entry(entry: Any) -> EvidenceRow:
    spent = _("%(spent)s spent") % {"spent": duration(entry.actual_minutes)}
    what = entry.task.title if entry.task else entry.operation.name
    return EvidenceRow(
        title=ticket_words(entry.ticket) if entry.opens else _("A ticket that is no longer yours to open"),
        href=ticket_path(entry.ticket) if entry.opens else "",
        note=f"{what}, {spent}",
        day=day_words(entry.worked_on),
        figure=duration(entry.norm_minutes or entry.actual_minutes),
    )


def _clocks(viewer: Viewer, _slip: Payslip, ids: Sequence[int]) -> QuerySet[Any]:
    """Broken ones first: they are what is asked about."""
    seen = Clock.objects.visible_to(viewer).filter(pk__in=ids).select_related("ticket").defer(*UNREAD)
    ended = Coalesce("breached_at", "finished_at")
    return seen.annotate(ended_at=ended).order_by(F("breached_at").asc(nulls_last=True), "ended_at", "pk")


def _clock(clock: Any) -> EvidenceRow:
    is_broken = clock.breached_at is not None
    return EvidenceRow(
        title=ticket_words(clock.ticket),
        href=ticket_path(clock.ticket),
        note=clock.get_kind_display(),
        day=day_words(clock.ended_at),
        figure=pgettext("clock", "broken") if is_broken else pgettext("clock", "met"),
        tone="bad" if is_broken else "done",
    )


def _returns(viewer: Viewer, _slip: Payslip, ids: Sequence[int]) -> QuerySet[Any]:
    seen = TaskChange.objects.filter(pk__in=ids, task__in=Task.objects.visible_to(viewer))
    return seen.select_related("task").order_by("at", "pk")


def _return(change: TaskChange) -> EvidenceRow:
    return EvidenceRow(
        title=change.task.title,
        href=reverse("task", args=[change.task_id]),
        note=change.text or change.by_name,
        day=day_words(change.at),
    )


TIMESHEETS: Final = Kind(
    (gettext_lazy("Timesheet"), pgettext_lazy("date of", "Approved"), gettext_lazy("Norm")), seen=_sheets, row=_sheet
)
TIME_ENTRIES: Final = Kind(
    (gettext_lazy("Ticket"), pgettext_lazy("date of", "Worked"), gettext_lazy("By the norm")), seen=_entries, row=_entry
)
CLOCKS: Final = Kind(
    (gettext_lazy("Ticket"), pgettext_lazy("date of a clock", "Due"), gettext_lazy("Clock")), seen=_clocks, row=_clock
)
REWORK: Final = Kind((gettext_lazy("Task"), pgettext_lazy("date of", "Returned"), ""), seen=_returns, row=_return)
