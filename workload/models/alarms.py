"""Overload alarms: nobody has time before the deadlines, and the head decides what gives way (L8)."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.domain.alarms import OPEN
from workload.models.people import Department, Employee
from workload.models.skills import Skill

UNDECIDED = Q(state__in=["proposed", "raised"])


class OverloadAlarmQuerySet(models.QuerySet["OverloadAlarm"]):
    """Named filters of alarms."""

    def visible_to(self, viewer: Viewer) -> "OverloadAlarmQuerySet":
        """One's own; a head's own to their manager; a department's to its head, managers, operator and office manager;
        all to the director."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        departments = viewer.headed_department_ids
        if viewer.has("head", "manager", "operator", "office_manager"):
            departments |= viewer.department_ids
        own = Q(raised_by_id=viewer.employee_id)
        above = Q(raised_by=F("department__head"), raised_by__manager_id=viewer.employee_id)
        return self.filter(own | above | Q(department_id__in=departments))

    def undecided(self) -> "OverloadAlarmQuerySet":
        return self.filter(state__in=OPEN)


class OverloadAlarm(Tracked):
    """For one week of a department, and one skill of it where `skill` is set.

    `shortfall_minutes`: what does not fit before its deadlines. `raised_by`: None while only the desk proposes it.
    `before`, `after`: figures of that week when it was raised and once the decision has had time to work, in minutes
    (`demand`, `capacity`, `late`) with `people` over their capacity.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", pgettext_lazy("alarm", "Proposed")
        RAISED = "raised", pgettext_lazy("alarm", "Raised")
        DECIDED = "decided", pgettext_lazy("alarm", "Decided")
        CLOSED = "closed", pgettext_lazy("alarm", "Closed")

    class Decision(models.TextChoices):
        REDISTRIBUTE = "redistribute", _("Redistribute the work")
        BRING_IN = "bring_in", _("Bring people in")
        MOVE_DEADLINES = "move_deadlines", _("Move deadlines")
        REFUSE = "refuse", _("Refuse: the work waits")

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="overload_alarms", verbose_name=_("department")
    )
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("skill"))
    week_starts_on = models.DateField(_("week from"))
    shortfall_minutes = models.PositiveIntegerField(_("missing minutes"))
    is_proposed = models.BooleanField(_("proposed by the desk"), default=False)
    raised_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("raised by")
    )
    raised_at = models.DateTimeField(_("raised"))
    reason = models.TextField(_("reason"), max_length=2_000, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State)
    decision = models.CharField(_("decision"), max_length=14, choices=Decision, blank=True)
    decision_text = models.TextField(_("what is done"), max_length=2_000, blank=True)
    decided_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    before = models.JSONField(_("figures before"), default=dict, blank=True)
    after = models.JSONField(_("figures after"), null=True, blank=True)
    measured_at = models.DateTimeField(_("effect measured"), null=True, blank=True)
    closed_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("closed by")
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    objects = OverloadAlarmQuerySet.as_manager()

    class Meta:
        verbose_name = _("overload alarm")
        verbose_name_plural = _("overload alarms")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["department", "-id"], name="alarm_by_department"),
            models.Index(fields=["decided_at"], name="alarm_to_measure", condition=Q(state="decided")),
            models.Index(fields=["changed_xid", "id"], name="alarm_changes"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["department", "skill", "week_starts_on"],
                condition=Q(is_proposed=True),
                nulls_distinct=False,
                name="alarm_is_proposed_once",
            ),
            models.UniqueConstraint(
                fields=["department", "skill", "week_starts_on"],
                condition=UNDECIDED,
                nulls_distinct=False,
                name="week_has_one_alarm_to_decide",
            ),
            models.CheckConstraint(condition=Q(week_starts_on__iso_week_day=1), name="alarm_is_for_a_week_from_monday"),
            models.CheckConstraint(
                condition=Q(state="proposed", raised_by__isnull=True, is_proposed=True) | ~Q(state="proposed"),
                name="proposed_alarm_is_nobodys",
            ),
            models.CheckConstraint(
                condition=~Q(state="raised") | Q(raised_by__isnull=False), name="raised_alarm_says_by_whom"
            ),
            models.CheckConstraint(
                condition=(UNDECIDED & Q(decision="", decided_at__isnull=True, decided_by__isnull=True))
                | (Q(state="decided") & ~Q(decision="") & Q(decided_at__isnull=False, decided_by__isnull=False))
                | Q(state="closed"),
                name="decided_alarm_has_its_decision",
            ),
            models.CheckConstraint(
                condition=Q(raised_by__isnull=True) | Q(decided_by__isnull=True) | ~Q(decided_by=F("raised_by")),
                name="nobody_decides_on_their_own_alarm",
            ),
            models.CheckConstraint(
                condition=Q(after__isnull=True, measured_at__isnull=True)
                | Q(after__isnull=False, measured_at__isnull=False),
                name="effect_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at__isnull=True)),
                name="closed_alarm_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.department}, {self.week_starts_on}"

    @property
    def week_ends_on(self) -> object:
        """Its Sunday."""
        return self.week_starts_on + timedelta(days=6)
