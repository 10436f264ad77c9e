"""One row per promise: response, resolution, "answer by" (S2), with its pauses and the steps that were taken (S3)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.viewer import Viewer
from tickets.models.approvals import Estimate, Overrun
from tickets.models.conversation import Message
from tickets.models.sla import SlaPolicy
from tickets.models.ticket import Ticket
from workload.models import Employee, WorkingCalendar
from workload.models.presence import InstantSpan


class ClockQuerySet(models.QuerySet["Clock"]):
    """Named filters of clocks."""

    def visible_to(self, viewer: Viewer) -> "ClockQuerySet":
        """Clocks of visible tickets; a client contact sees none of them."""
        if viewer.is_system:
            return self
        if not viewer.is_employee:
            return self.none()
        return self.filter(ticket__in=Ticket.objects.visible_to(viewer))

    def unfinished(self) -> "ClockQuerySet":
        return self.filter(state__in=[Clock.State.RUNNING, Clock.State.PAUSED])

    def due(self, at: object) -> "ClockQuerySet":
        """Those with a step to take by `at`: a range of one index."""
        return self.filter(next_at__lte=at)


class Clock(models.Model):
    """A promise to a client and how it went.

    `plan[i]` is the instant of step `plan_steps[i]`: "warn", "breach", then the roles that are told. The first
    `steps_done` of them have rows in `ClockStep`; `next_at` is the instant of the next one, so that everything due is
    one range of one index. `due_at` is the instant of "breach" while the clock runs: a paused or finished clock has
    none. `breached_at` is the due time that was missed, never the time of the sweep.

    The foreign keys have no index of their own where one that is needed anyway begins with them, or nothing is looked
    up by them: each step of each clock writes every index.

    `target_minutes` counts business time of `calendar` in its version `calendar_number`; a promise has `promised_for`
    instead. `answerer`: who really answered for the ticket when the clock was met or broke (L4, Y2). An approval is of
    one `estimate` or `overrun`, which has one clock that counts.
    """

    class Kind(models.TextChoices):
        FIRST_RESPONSE = "first_response", _("First response")
        NEXT_RESPONSE = "next_response", _("Next response")
        RESOLUTION = "resolution", _("Resolution")
        PROMISE = "promise", _("Promised answer")
        APPROVAL = "approval", _("Approval")

    class State(models.TextChoices):
        RUNNING = "running", pgettext_lazy("clock", "Running")
        PAUSED = "paused", _("Paused")
        MET = "met", _("Met")
        CANCELLED = "cancelled", _("No longer counted")

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="clocks", db_index=False, verbose_name=_("ticket"))
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.RUNNING)
    message = models.ForeignKey(
        Message,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="started_clocks",
        db_index=False,
        verbose_name=_("started by"),
    )
    estimate = models.ForeignKey(
        Estimate,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="clocks",
        db_index=False,
        verbose_name=_("estimate"),
    )
    overrun = models.ForeignKey(
        Overrun,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="clocks",
        db_index=False,
        verbose_name=_("overrun"),
    )
    policy = models.ForeignKey(
        SlaPolicy,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="clocks",
        db_index=False,
        verbose_name=_("SLA policy"),
    )
    policy_number = models.PositiveIntegerField(_("version of the policy"), null=True, blank=True)
    calendar = models.ForeignKey(
        WorkingCalendar,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="clocks",
        db_index=False,
        verbose_name=_("calendar"),
    )
    calendar_number = models.PositiveIntegerField(_("version of the calendar"), null=True, blank=True)
    target_minutes = models.PositiveIntegerField(_("target, minutes"), null=True, blank=True)
    promised_for = models.DateTimeField(_("promised for"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"))
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    plan = ArrayField(models.DateTimeField(), default=list, blank=True)
    plan_steps = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    steps_done = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(null=True, blank=True)
    breached_at = models.DateTimeField(_("breached"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    finished_by = models.ForeignKey(
        Message,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="finished_clocks",
        db_index=False,
        verbose_name=_("finished by"),
    )
    end_reason = models.CharField(_("why it ended"), max_length=30, blank=True)
    answerer = models.ForeignKey(
        Employee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="answered_clocks",
        db_index=False,
        verbose_name=_("answerer"),
    )

    objects = ClockQuerySet.as_manager()

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        indexes = [
            models.Index(fields=["next_at"], name="clock_next_step", condition=Q(next_at__isnull=False)),
            models.Index(fields=["due_at"], name="clock_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["ticket", "id"], name="clock_by_ticket"),
            # One for what is looked up by policy and by calendar: there are few calendars, whose entries a look-up by
            # policy skips, and each step of each clock writes every index.
            models.Index(
                fields=["calendar", "calendar_number", "policy", "policy_number"],
                name="clock_unfinished_by_terms",
                condition=Q(state__in=["running", "paused"]),
            ),
            models.Index(
                fields=["answerer", "finished_at"], name="clock_by_answerer", condition=Q(finished_at__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["message", "kind"], name="message_starts_a_kind_of_clock_once"),
            models.CheckConstraint(
                condition=Q(state="running", due_at__isnull=False)
                | (~Q(state="running") & Q(due_at__isnull=True, next_at__isnull=True)),
                name="only_running_clocks_are_due",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["met", "cancelled"], finished_at__isnull=False)
                | Q(state__in=["running", "paused"], finished_at__isnull=True),
                name="finished_clock_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(kind="promise", promised_for__isnull=False, target_minutes__isnull=True)
                | (~Q(kind="promise") & Q(promised_for__isnull=True, target_minutes__gte=1, policy__isnull=False)),
                name="clock_knows_its_target",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(end_reason=""), name="cancelled_clock_says_why"
            ),
            models.UniqueConstraint(
                fields=["estimate"],
                condition=Q(estimate__isnull=False) & ~Q(state="cancelled"),
                name="estimate_has_one_clock",
            ),
            models.UniqueConstraint(
                fields=["overrun"],
                condition=Q(overrun__isnull=False) & ~Q(state="cancelled"),
                name="overrun_has_one_clock",
            ),
            models.CheckConstraint(
                condition=Q(kind="approval", estimate__isnull=False, overrun__isnull=True)
                | Q(kind="approval", estimate__isnull=True, overrun__isnull=False)
                | (~Q(kind="approval") & Q(estimate__isnull=True, overrun__isnull=True)),
                name="approval_clock_knows_its_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"


class ClockPause(models.Model):
    """Time that does not count, while we wait for the client; open until `ends_at` is known."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses", verbose_name=_("clock"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("pause of a clock")
        verbose_name_plural = _("pauses of clocks")
        ordering = ["starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="pause_ends_after_start"
            ),
            ExclusionConstraint(
                name="pauses_of_a_clock_do_not_overlap",
                expressions=[
                    ("clock", RangeOperators.EQUAL),
                    (InstantSpan("starts_at", "ends_at", RangeBoundary()), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%c}"


class ClockStep(models.Model):
    """A step of the ladder, taken once; `position` is its place in the plan, `at` its planned instant (append-only)."""

    clock = models.ForeignKey(Clock, models.PROTECT, related_name="steps", db_index=False, verbose_name=_("clock"))
    position = models.PositiveSmallIntegerField(_("position"))
    step = models.CharField(_("step"), max_length=8)
    at = models.DateTimeField(_("due"))
    swept_at = models.DateTimeField(_("taken"))

    class Meta:
        verbose_name = _("step of a clock")
        verbose_name_plural = _("steps of clocks")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["clock", "position"], name="step_is_taken_once")]

    def __str__(self) -> str:
        return f"{self.step}: {self.at:%c}"
