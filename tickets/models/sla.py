"""SLA policies: what is promised by priority, who is told when it is not kept, and which department uses which (S1)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from tickets.models.choices import Priority
from workload.models import Department, Employee, WorkingCalendar

# A year around the clock: nobody promises a client more, and a slip of the keyboard is caught.
LONGEST_TARGET_MINUTES = 366 * 24 * 60
MINUTES = (MinValueValidator(1), MaxValueValidator(LONGEST_TARGET_MINUTES))


class SlaPolicyQuerySet(models.QuerySet["SlaPolicy"]):
    """Named filters of policies."""

    def visible_to(self, viewer: Viewer) -> "SlaPolicyQuerySet":
        """Every employee knows what is promised; a client contact reads their contract."""
        return self if viewer.is_system or viewer.is_employee else self.none()


class SlaPolicy(Tracked):
    """Targets and the ladder of steps. What clocks read is the row of `SlaPolicyVersion` with `number == version`.

    `warn_percent` of a target is when the warning comes (S3). `hides_covered`: a message of somebody away is not on the
    operator's page before the threshold while a named cover is present (S4).
    """

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=100, unique=True)
    calendar = models.ForeignKey(
        WorkingCalendar, models.PROTECT, related_name="sla_policies", verbose_name=_("working calendar")
    )
    warn_percent = models.PositiveSmallIntegerField(
        _("warning at percent of the target"), default=75, validators=(MinValueValidator(1), MaxValueValidator(99))
    )
    notifies_any_time = models.BooleanField(_("notifies outside working hours too"), default=False)
    hides_covered = models.BooleanField(_("operator waits while a named cover is present"), default=False)
    is_default = models.BooleanField(_("used where no other is named"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    objects = SlaPolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("SLA policy")
        verbose_name_plural = _("SLA policies")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_sla_policy"),
            models.CheckConstraint(condition=Q(warn_percent__range=(1, 99)), name="sla_warning_comes_before_the_end"),
        ]

    def __str__(self) -> str:
        return self.name


class SlaTarget(models.Model):
    """Business minutes promised for one priority. `unanswered_minutes`: when the operator sees the message (S4);
    `approval_minutes`: until an estimate or overrun is confirmed and put before the client (W2), None: not counted."""

    policy = models.ForeignKey(SlaPolicy, models.CASCADE, related_name="targets", verbose_name=_("SLA policy"))
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority)
    first_response_minutes = models.PositiveIntegerField(_("first response, minutes"), validators=MINUTES)
    next_response_minutes = models.PositiveIntegerField(_("next response, minutes"), validators=MINUTES)
    resolution_minutes = models.PositiveIntegerField(_("resolution, minutes"), validators=MINUTES)
    unanswered_minutes = models.PositiveIntegerField(_("operator sees it after, minutes"), validators=MINUTES)
    approval_minutes = models.PositiveIntegerField(_("approval, minutes"), null=True, blank=True, validators=MINUTES)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["-priority"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "priority"], name="sla_target_is_one_a_priority"),
            models.CheckConstraint(condition=Q(priority__range=(1, 4)), name="sla_target_priority_is_known"),
            models.CheckConstraint(
                condition=Q(
                    first_response_minutes__range=(1, LONGEST_TARGET_MINUTES),
                    next_response_minutes__range=(1, LONGEST_TARGET_MINUTES),
                    resolution_minutes__range=(1, LONGEST_TARGET_MINUTES),
                    unanswered_minutes__range=(1, LONGEST_TARGET_MINUTES),
                ),
                name="sla_targets_are_between_a_minute_and_a_year",
            ),
            models.CheckConstraint(
                condition=Q(approval_minutes__isnull=True) | Q(approval_minutes__range=(1, LONGEST_TARGET_MINUTES)),
                name="sla_approval_target_is_between_a_minute_and_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.policy}: {self.get_priority_display()}"


class EscalationStep(models.Model):
    """Who is told, `delay_minutes` of business time after the breach; several steps may come at once (S3)."""

    class Role(models.TextChoices):
        MANAGER = "manager", _("Manager, or who answers for them")
        OPERATOR = "operator", _("Operator")
        HEAD = "head", _("Head")
        DIRECTOR = "director", _("Director")

    policy = models.ForeignKey(SlaPolicy, models.CASCADE, related_name="steps", verbose_name=_("SLA policy"))
    role = models.CharField(_("who is told"), max_length=8, choices=Role)
    delay_minutes = models.PositiveIntegerField(_("minutes after the breach"), default=0)

    class Meta:
        verbose_name = _("step of the escalation")
        verbose_name_plural = _("steps of the escalation")
        ordering = ["delay_minutes", "id"]
        constraints = [
            models.UniqueConstraint(fields=["policy", "role"], name="role_is_told_once"),
            models.CheckConstraint(
                condition=Q(delay_minutes__lte=LONGEST_TARGET_MINUTES), name="escalation_comes_within_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.delay_minutes}"


class SlaPolicyVersion(models.Model):
    """What a policy said from `created_at` on (append-only).

    `spec`: {"warn_percent": 75, "notifies_any_time": false, "hides_covered": false,
             "targets": {"2": {"first_response": 60, "next_response": 120, "resolution": 960, "unanswered": 60}, …},
             with "approval" beside them where that is counted,
             "steps": [{"role": "manager", "delay": 0}, …]}, minutes of business time, priorities by number.
    """

    policy = models.ForeignKey(SlaPolicy, models.PROTECT, related_name="versions", verbose_name=_("SLA policy"))
    number = models.PositiveIntegerField(_("version"))
    spec = models.JSONField()
    created_at = models.DateTimeField(_("created"))
    created_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    class Meta:
        verbose_name = _("version of an SLA policy")
        verbose_name_plural = _("versions of SLA policies")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["policy", "number"], name="sla_policy_version_is_one")]

    def __str__(self) -> str:
        return f"{self.policy} {self.number}"


class DepartmentPolicy(models.Model):
    """The policy of a department's tickets where the contract names none."""

    department = models.OneToOneField(
        Department, models.PROTECT, related_name="sla", verbose_name=_("department"), primary_key=True
    )
    policy = models.ForeignKey(SlaPolicy, models.PROTECT, related_name="departments", verbose_name=_("SLA policy"))

    class Meta:
        verbose_name = _("SLA policy of a department")
        verbose_name_plural = _("SLA policies of departments")

    def __str__(self) -> str:
        return f"{self.department}: {self.policy}"
