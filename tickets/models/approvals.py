"""What the client agreed to: estimates, overruns and the approvals that gather them (W2, W3)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from tickets.domain.estimating import LONGEST_MINUTES
from tickets.models.clients import Contact
from tickets.models.conversation import Message
from tickets.models.tasks import Task
from tickets.models.ticket import Ticket
from workload.models import Employee


class ApprovalQuerySet(models.QuerySet["Approval"]):
    """Named filters of approvals."""

    def visible_to(self, viewer: Viewer) -> "ApprovalQuerySet":
        """Approvals of visible tickets; a client contact sees their own organisation's."""
        if viewer.is_system:
            return self
        return self.filter(ticket__in=Ticket.objects.visible_to(viewer))

    def pending(self) -> "ApprovalQuerySet":
        return self.filter(state=Approval.State.PENDING)


class Approval(Tracked):
    """One question to the client: do you agree to this time, by this date? Its lines are the estimates and overruns
    that point to it; `minutes` is their sum and `ready_by` the last deadline, both as they were asked.

    Decided once: in the portal by `contact`, or by an employee with the `message` that says so. `beyond_minutes` and
    `beyond_amount`: what it would cost over the contract when it was asked.
    """

    class State(models.TextChoices):
        PENDING = "pending", pgettext_lazy("approval", "Waiting for the client")
        APPROVED = "approved", pgettext_lazy("approval", "Approved")
        DECLINED = "declined", pgettext_lazy("approval", "Declined")
        WITHDRAWN = "withdrawn", pgettext_lazy("approval", "Withdrawn")

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="approvals", verbose_name=_("ticket"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PENDING)
    minutes = models.PositiveIntegerField(_("minutes"))
    beyond_minutes = models.PositiveIntegerField(_("minutes beyond the contract"), default=0)
    beyond_amount = models.DecimalField(_("to pay beyond the contract"), max_digits=12, decimal_places=2, default=0)
    ready_by = models.DateTimeField(_("ready by"), null=True, blank=True)
    words = models.TextField(_("words to the client"), blank=True, max_length=4_000)
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="approvals", verbose_name=_("decided by")
    )
    message = models.ForeignKey(
        Message, models.PROTECT, null=True, blank=True, related_name="approvals", verbose_name=_("message that says so")
    )
    recorded_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )
    comment = models.TextField(_("comment"), blank=True, max_length=4_000)

    objects = ApprovalQuerySet.as_manager()

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        indexes = [
            models.Index(fields=["asked_at"], name="approval_pending", condition=Q(state="pending")),
            models.Index(fields=["changed_xid", "id"], name="approval_changes"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="pending", decided_at__isnull=True)
                | (~Q(state="pending") & Q(decided_at__isnull=False)),
                name="decided_approval_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved")
                | Q(contact__isnull=False, recorded_by__isnull=True)
                | Q(message__isnull=False, recorded_by__isnull=False),
                name="approval_says_who_agreed",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, LONGEST_MINUTES - 1)), name="approval_minutes_are_sensible"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes}, {self.get_state_display()}"


class LineQuerySet[RowT: models.Model](models.QuerySet[RowT]):
    """Named filters of what hangs on a task."""

    def visible_to(self, viewer: Viewer) -> "LineQuerySet[RowT]":
        """Those of visible tasks; what a client agrees to is shown by its approval."""
        return self if viewer.is_system else self.filter(task__in=Task.objects.visible_to(viewer))

    def of_unfinished_tasks(self) -> "LineQuerySet[RowT]":
        """Those of tasks that are still worked on."""
        return self.filter(task__finished_at__isnull=True)


class Estimate(Tracked):
    """A specialist's judgement of a task in minutes: three points, or the likely time with a risk in percent (W2).

    `minutes` is what the method gives. A junior's goes to the mentor, then the manager, then, over the threshold, the
    client. A task has one that is not finished; a newer one supersedes it.
    """

    class State(models.TextChoices):
        WITH_MENTOR = "mentor", pgettext_lazy("estimate", "With the mentor")
        WITH_MANAGER = "manager", pgettext_lazy("estimate", "With the manager")
        WITH_CLIENT = "client", pgettext_lazy("estimate", "With the client")
        APPROVED = "approved", pgettext_lazy("estimate", "Approved")
        RETURNED = "returned", pgettext_lazy("estimate", "Returned")
        DECLINED = "declined", pgettext_lazy("estimate", "Declined by the client")
        SUPERSEDED = "superseded", pgettext_lazy("estimate", "Superseded")

    class Method(models.TextChoices):
        THREE_POINT = "three_point", _("Three points")
        RISK = "risk", _("Likely time with a risk")

    task = models.ForeignKey(Task, models.PROTECT, related_name="estimates", verbose_name=_("task"))
    author = models.ForeignKey(Employee, models.PROTECT, related_name="estimates", verbose_name=_("author"))
    state = models.CharField(_("state"), max_length=10, choices=State)
    method = models.CharField(_("method"), max_length=11, choices=Method)
    optimistic_minutes = models.PositiveIntegerField(_("optimistic, minutes"), null=True, blank=True)
    likely_minutes = models.PositiveIntegerField(_("likely, minutes"))
    pessimistic_minutes = models.PositiveIntegerField(_("pessimistic, minutes"), null=True, blank=True)
    risk_percent = models.PositiveSmallIntegerField(_("risk, percent"), null=True, blank=True)
    minutes = models.PositiveIntegerField(_("minutes"))
    note = models.TextField(_("note"), blank=True, max_length=4_000)
    client_text = models.CharField(_("line for the client"), max_length=300)
    approval = models.ForeignKey(
        Approval, models.PROTECT, null=True, blank=True, related_name="estimates", verbose_name=_("approval")
    )
    mentor = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("mentor")
    )
    mentor_at = models.DateTimeField(_("confirmed by the mentor"), null=True, blank=True)
    manager_at = models.DateTimeField(_("confirmed by the manager"), null=True, blank=True)
    comment = models.TextField(_("why it was returned"), blank=True, max_length=4_000)
    created_at = models.DateTimeField(_("created"))
    finished_at = models.DateTimeField(_("approved, returned or superseded"), null=True, blank=True)

    objects = LineQuerySet["Estimate"].as_manager()

    class Meta:
        verbose_name = _("estimate")
        verbose_name_plural = _("estimates")
        indexes = [models.Index(fields=["changed_xid", "id"], name="estimate_changes")]
        constraints = [
            models.UniqueConstraint(
                fields=["task"],
                condition=Q(state__in=["mentor", "manager", "client"]),
                name="task_has_one_estimate_on_its_way",
            ),
            models.UniqueConstraint(
                fields=["task"], condition=Q(state="approved"), name="task_has_one_approved_estimate"
            ),
            models.CheckConstraint(condition=Q(minutes__range=(1, LONGEST_MINUTES - 1)), name="estimate_is_sensible"),
            models.CheckConstraint(
                condition=Q(
                    method="three_point",
                    optimistic_minutes__isnull=False,
                    pessimistic_minutes__isnull=False,
                    risk_percent__isnull=True,
                    optimistic_minutes__lte=models.F("likely_minutes"),
                    likely_minutes__lte=models.F("pessimistic_minutes"),
                )
                | Q(
                    method="risk",
                    optimistic_minutes__isnull=True,
                    pessimistic_minutes__isnull=True,
                    risk_percent__range=(0, 300),
                ),
                name="estimate_has_the_figures_of_its_method",
            ),
            models.CheckConstraint(
                condition=~Q(state="client") | Q(approval__isnull=False), name="estimate_with_client_has_its_approval"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes}, {self.get_state_display()}"


class Overrun(Tracked):
    """A difficulty reported while the work runs: so many minutes more, by a cause (W3).

    *Client* and *circumstance* are billed once the client agrees; *internal* is accepted by the manager, never billed
    and never output. `new_deadline_at`: the date that is asked for with it.
    """

    class Cause(models.TextChoices):
        CLIENT = "client", pgettext_lazy("overrun", "The client")
        CIRCUMSTANCE = "circumstance", pgettext_lazy("overrun", "Circumstances")
        INTERNAL = "internal", pgettext_lazy("overrun", "Internal: our estimate or mistake")

    class State(models.TextChoices):
        REPORTED = "reported", pgettext_lazy("overrun", "With the manager")
        WITH_CLIENT = "client", pgettext_lazy("overrun", "With the client")
        AGREED = "agreed", pgettext_lazy("overrun", "Agreed")
        INTERNAL = "internal", pgettext_lazy("overrun", "Accepted as ours")
        DECLINED = "declined", pgettext_lazy("overrun", "Declined by the client")
        WITHDRAWN = "withdrawn", pgettext_lazy("overrun", "Withdrawn")

    task = models.ForeignKey(Task, models.PROTECT, related_name="overruns", verbose_name=_("task"))
    reported_by = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("reported by"))
    reported_at = models.DateTimeField(_("reported"))
    minutes = models.PositiveIntegerField(_("minutes more"))
    cause = models.CharField(_("cause"), max_length=12, choices=Cause)
    explanation = models.TextField(_("explanation"), max_length=4_000)
    client_text = models.CharField(_("line for the client"), max_length=300, blank=True)
    new_deadline_at = models.DateTimeField(_("new deadline"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.REPORTED)
    approval = models.ForeignKey(
        Approval, models.PROTECT, null=True, blank=True, related_name="overruns", verbose_name=_("approval")
    )
    decided_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    objects = LineQuerySet["Overrun"].as_manager()

    class Meta:
        verbose_name = _("overrun")
        verbose_name_plural = _("overruns")
        indexes = [models.Index(fields=["changed_xid", "id"], name="overrun_changes")]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(state__in=["reported", "client"]), name="task_has_one_overrun_on_its_way"
            ),
            models.CheckConstraint(condition=Q(minutes__range=(1, LONGEST_MINUTES - 1)), name="overrun_is_sensible"),
            models.CheckConstraint(
                condition=~Q(state__in=["client", "agreed"]) | ~Q(cause="internal"),
                name="internal_overrun_is_never_billed",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["client", "agreed"]) | Q(approval__isnull=False),
                name="agreed_overrun_has_its_approval",
            ),
        ]

    def __str__(self) -> str:
        return f"+{self.minutes}, {self.get_cause_display()}"


class WorkPolicy(models.Model):
    """A department's rules of work from a date on (W2, C2, T2, T4); the department None: everybody without their own.

    Work over `threshold_minutes` needs the client's approval. At `used_percent` of the month's hours the manager is
    told; under `spare_percent` in its last third the hint is to propose a development. What was handed over closes
    after `silent_days` working days of silence; a client's letter opens what was closed within `reopen_days` again.
    Where no row holds, the field defaults do.
    """

    department = models.ForeignKey(
        "workload.Department",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="work_policies",
        verbose_name=_("department"),
    )
    starts_on = models.DateField(_("from"))
    threshold_minutes = models.PositiveSmallIntegerField(_("needs approval over, minutes"), default=30)
    used_percent = models.PositiveSmallIntegerField(_("tell at, percent used"), default=80)
    spare_percent = models.PositiveSmallIntegerField(_("propose under, percent used"), default=50)

    silent_days = models.PositiveSmallIntegerField(_("closed after, working days of silence"), default=5, db_default=5)
    reopen_days = models.PositiveSmallIntegerField(_("opens again within, days"), default=14, db_default=14)

    class Meta:
        verbose_name = _("rules of work")
        verbose_name_plural = _("rules of work")
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "starts_on"], nulls_distinct=False, name="work_policy_starts_once_a_day"
            ),
            models.CheckConstraint(condition=Q(used_percent__range=(1, 100)), name="used_percent_is_a_percent"),
            models.CheckConstraint(condition=Q(spare_percent__range=(1, 100)), name="spare_percent_is_a_percent"),
            models.CheckConstraint(condition=Q(silent_days__range=(1, 60)), name="silence_lasts_a_day_to_a_quarter"),
            models.CheckConstraint(condition=Q(reopen_days__range=(0, 366)), name="reopening_ends_within_a_year"),
        ]

    def __str__(self) -> str:
        return f"{self.department or _('Everybody')}, {self.starts_on}"
