"""Time logged on tickets against norms (W5, W6)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from tickets.models.approvals import Overrun
from tickets.models.conversation import Message
from tickets.models.tasks import Task
from tickets.models.ticket import Ticket
from workload.models import Department, Employee, Operation


class TimeEntryQuerySet(models.QuerySet["TimeEntry"]):
    """Named filters of time entries."""

    def visible_to(self, viewer: Viewer) -> "TimeEntryQuerySet":
        """One's own; a department's to who oversees it or keeps its office; never to a client (P2)."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        departments = viewer.overseen_department_ids
        if viewer.has("office_manager"):
            departments |= viewer.department_ids
        return self.filter(Q(employee_id=viewer.employee_id) | Q(department_id__in=departments))


class TimeEntry(Tracked):
    """Actual, norm and billable minutes of one piece of work (W6). The norm is a snapshot of its day; `is_billable` and
    `free_minutes` are the operation's as they were when it was logged, so that no change of the catalogue is billed.

    `covered_for` marks cover time: it counts as output of `employee`, who did it (L4).
    `is_rework`: after the result was returned; it is never billed (W4). An entry with an `overrun` has no time of its
    own: it bills what was worked before the client agreed to it (W3).
    A correction is a reversal entry with negative minutes that names what it reverses (W7).
    """

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="time_entries", verbose_name=_("employee"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="time_entries", verbose_name=_("ticket"))
    message = models.ForeignKey(
        Message, models.PROTECT, null=True, blank=True, related_name="time_entries", verbose_name=_("message")
    )
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="time_entries", verbose_name=_("task")
    )
    is_rework = models.BooleanField(_("rework"), default=False, db_default=False)
    overrun = models.ForeignKey(
        Overrun,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="charges",
        db_index=False,
        verbose_name=_("overrun"),
    )
    operation = models.ForeignKey(Operation, models.PROTECT, related_name="time_entries", verbose_name=_("operation"))
    is_billable = models.BooleanField(_("billable"))
    free_minutes = models.PositiveSmallIntegerField(_("free minutes"))
    quantity = models.DecimalField(_("quantity"), max_digits=8, decimal_places=2, default=1)
    worked_on = models.DateField(_("date"))
    actual_minutes = models.IntegerField(_("actual minutes"))
    norm_minutes = models.IntegerField(_("norm minutes"))
    billable_minutes = models.IntegerField(_("billable minutes"))
    client_text = models.CharField(_("line for the client"), max_length=300, blank=True)
    covered_for = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("in the absence of")
    )
    created_at = models.DateTimeField(_("created"))
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal", verbose_name=_("reverses")
    )

    objects = TimeEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("time entry")
        verbose_name_plural = _("time entries")
        indexes = [
            models.Index(fields=["employee", "worked_on"], name="time_by_employee_day"),
            models.Index(fields=["department", "worked_on"], name="time_by_department_day"),
            models.Index(fields=["ticket", "id"], name="time_by_ticket"),
            models.Index(fields=["changed_xid", "id"], name="time_changes"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(reverses__isnull=True, actual_minutes__gte=0, norm_minutes__gte=0, billable_minutes__gte=0)
                | Q(reverses__isnull=False, actual_minutes__lte=0, norm_minutes__lte=0, billable_minutes__lte=0),
                name="only_reversals_are_negative",
            ),
            models.CheckConstraint(
                condition=Q(covered_for__isnull=True) | ~Q(covered_for=F("employee")), name="cover_time_is_for_another"
            ),
            models.CheckConstraint(condition=Q(is_rework=False) | Q(billable_minutes=0), name="rework_is_not_billed"),
            models.CheckConstraint(
                condition=Q(overrun__isnull=True) | Q(task__isnull=False, actual_minutes=0, norm_minutes=0),
                name="charge_of_an_overrun_has_no_time",
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="time_quantity_is_positive"),
            models.CheckConstraint(condition=Q(actual_minutes__range=(-1440, 1440)), name="time_entry_fits_in_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.operation}, {self.actual_minutes}"


class Timer(models.Model):
    """A running clock on a ticket. One per person."""

    employee = models.OneToOneField(Employee, models.PROTECT, related_name="timer", verbose_name=_("employee"))
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="timers", verbose_name=_("ticket"))
    started_at = models.DateTimeField(_("started"))

    class Meta:
        verbose_name = _("timer")
        verbose_name_plural = _("timers")

    def __str__(self) -> str:
        return f"{self.employee}, {self.ticket_id}"
