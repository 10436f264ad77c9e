"""What somebody new learns, and the plan by which they do (L9)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.domain.onboarding import DAILY_MINUTES
from workload.models.norms import Operation
from workload.models.people import Employee, Employment, Position

LONGEST_LESSON = 2_400
LONGEST_DAY = 600


class InstructionQuerySet(models.QuerySet["Instruction"]):
    """Named filters of instructions."""

    def visible_to(self, viewer: Viewer) -> "InstructionQuerySet":
        """Every employee may read them; a client contact none."""
        return self if viewer.is_system or viewer.is_employee else self.none()

    def taught_in(self, department_id: int) -> "InstructionQuerySet":
        """Those in use, of active operations of the department and of those common to all."""
        return self.filter(
            Q(operation__department=department_id) | Q(operation__department__isnull=True),
            is_active=True,
            operation__is_active=True,
        )


class Instruction(Tracked):
    """How an operation is done: a text, a link, or both, and how long it takes to learn."""

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="instructions", verbose_name=_("operation"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"), max_length=10_000, blank=True)
    link = models.URLField(_("link"), max_length=500, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes to learn"), default=30)
    is_active = models.BooleanField(_("active"), default=True)

    objects = InstructionQuerySet.as_manager()

    class Meta:
        verbose_name = _("instruction")
        verbose_name_plural = _("instructions")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(fields=["operation", "title"], name="instruction_has_its_own_title"),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, LONGEST_LESSON)), name="instruction_takes_one_to_2400_minutes"
            ),
            models.CheckConstraint(
                condition=~Q(text="", link=""), name="instruction_says_something",
                violation_error_message=_("Write a text or a link."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title


class OnboardingPlanQuerySet(models.QuerySet["OnboardingPlan"]):
    """Named filters of plans."""

    def visible_to(self, viewer: Viewer) -> "OnboardingPlanQuerySet":
        """One's own, those one mentors, a department's to its head and office manager, all to the director (P2). Who is
        hired from a later day on is the department's already."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        mine = Q(employee_id=viewer.employee_id) | Q(mentor_id=viewer.employee_id)
        departments = viewer.headed_department_ids
        if viewer.has("head", "office_manager"):
            departments |= viewer.department_ids
        if departments:
            theirs = Employment.objects.not_over(viewer.at).filter(department_id__in=departments)
            mine |= Q(employee_id__in=theirs.values("employee_id"))
        return self.filter(mine)

    def under_way(self) -> "OnboardingPlanQuerySet":
        return self.filter(state=OnboardingPlan.State.ACTIVE)


class OnboardingPlan(Tracked):
    """The days of one person from `starts_on` on, each of at most `daily_minutes`. One is under way at a time.

    `days`: how many working days it takes, by its items.
    """

    class State(models.TextChoices):
        ACTIVE = "active", _("Under way")
        DONE = "done", _("Done")
        CLOSED = "closed", _("Closed before its end")

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="onboarding_plans", verbose_name=_("employee"))
    mentor = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="mentored_plans", verbose_name=_("mentor")
    )
    position = models.ForeignKey(Position, models.PROTECT, related_name="+", verbose_name=_("position"))
    starts_on = models.DateField(_("from"))
    daily_minutes = models.PositiveSmallIntegerField(_("minutes a day"), default=DAILY_MINUTES)
    days = models.PositiveSmallIntegerField(_("days"), default=0)
    state = models.CharField(_("state"), max_length=6, choices=State, default=State.ACTIVE)
    made_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = OnboardingPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("onboarding plan")
        verbose_name_plural = _("onboarding plans")
        ordering = ["-starts_on", "-id"]
        indexes = [models.Index(fields=["mentor", "state"], name="onboarding_by_mentor")]
        constraints = [
            models.UniqueConstraint(
                fields=["employee"], condition=Q(state="active"), name="onboarding_is_one_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(mentor=F("employee")), name="nobody_mentors_themselves"),
            models.CheckConstraint(
                condition=Q(daily_minutes__range=(15, LONGEST_DAY)), name="onboarding_day_has_15_to_600_minutes"
            ),
            models.CheckConstraint(
                condition=Q(state="active", ended_at__isnull=True) | (~Q(state="active") & Q(ended_at__isnull=False)),
                name="onboarding_ended_has_its_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.starts_on}"


class OnboardingItem(models.Model):
    """One instruction of a plan. `on`: the working day on which it begins; `days`: how many it takes.

    The person says it is done, the mentor (or who has made the plan) that it is known.
    """

    plan = models.ForeignKey(OnboardingPlan, models.PROTECT, related_name="items", verbose_name=_("plan"))
    instruction = models.ForeignKey(Instruction, models.PROTECT, related_name="+", verbose_name=_("instruction"))
    minutes = models.PositiveSmallIntegerField(_("minutes to learn"))
    rank = models.PositiveSmallIntegerField(_("rank"))
    day_number = models.PositiveSmallIntegerField(_("day"))
    days = models.PositiveSmallIntegerField(_("days"), default=1)
    on = models.DateField(_("date"))
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    confirmed_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("confirmed by")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("step of an onboarding plan")
        verbose_name_plural = _("steps of an onboarding plan")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "instruction"], name="onboarding_teaches_each_once"),
            models.UniqueConstraint(
                fields=["plan", "rank"], name="onboarding_rank_is_taken_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(day_number__gte=1, days__gte=1), name="onboarding_day_counts_from_one"),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(done_at__isnull=False, confirmed_at__gte=F("done_at")),
                name="onboarding_is_confirmed_once_done",
            ),
        ]

    def __str__(self) -> str:
        return str(self.instruction)
