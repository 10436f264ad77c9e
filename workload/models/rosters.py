"""Rosters: weekly patterns by date, what somebody submits for a month, and which months were published (L1)."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.domain.rosters import RosterState
from workload.domain.stretches import Stretch
from workload.domain.weekly_pattern import PatternShift
from workload.models.people import Department, Employee, Employment

MOST_BREAK = 480
IS_A_SHIFT = ~Q(starts=F("ends")) & Q(break_minutes__lte=MOST_BREAK)


def kept_departments(viewer: Viewer) -> frozenset[int]:
    """Departments whose rosters the viewer sees: as office manager or head (P2)."""
    own = viewer.department_ids if viewer.has("office_manager", "head") else frozenset[int]()
    return own | viewer.headed_department_ids


class ShiftPatternQuerySet(models.QuerySet["ShiftPattern"]):
    """Named filters of patterns."""

    def visible_to(self, viewer: Viewer) -> "ShiftPatternQuerySet":
        """One's own; those of one's staff and of a department's people to its office manager and head; all to the
        director (P2)."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        seen = Q(employee=viewer.employee_id) | Q(employee__manager=viewer.employee_id)
        if departments := kept_departments(viewer):
            terms = Employment.objects.at(viewer.at).filter(department_id__in=departments)
            seen |= Q(employee_id__in=terms.values("employee_id"))
        return self.filter(seen)


class ShiftPattern(Tracked):
    """The usual week of a person from `starts_on` until their next pattern starts. Without lines it plans nothing.
    `is_by_calendar`: holidays are off and shortened days shorter; otherwise the person works through them."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="shift_patterns", verbose_name=_("employee"))
    starts_on = models.DateField(_("from"))
    is_by_calendar = models.BooleanField(_("holidays are off"), default=True)

    objects = ShiftPatternQuerySet.as_manager()

    class Meta:
        verbose_name = _("weekly pattern")
        verbose_name_plural = _("weekly patterns")
        ordering = ["-starts_on"]
        constraints = [models.UniqueConstraint(fields=["employee", "starts_on"], name="pattern_starts_once_a_day")]

    def __str__(self) -> str:
        return f"{self.employee}: {self.starts_on}"


class PatternLine(models.Model):
    """A shift of every such weekday; split days have several."""

    pattern = models.ForeignKey(ShiftPattern, models.CASCADE, related_name="lines", verbose_name=_("weekly pattern"))
    weekday = models.PositiveSmallIntegerField(_("weekday"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    break_minutes = models.PositiveSmallIntegerField(_("break, minutes"), default=0)

    class Meta:
        verbose_name = _("shift of a pattern")
        verbose_name_plural = _("shifts of a pattern")
        ordering = ["weekday", "starts"]
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=6), name="pattern_line_is_of_a_weekday"),
            models.CheckConstraint(condition=IS_A_SHIFT, name="pattern_line_is_a_shift"),
            models.UniqueConstraint(fields=["pattern", "weekday", "starts"], name="pattern_line_starts_once"),
        ]

    def __str__(self) -> str:
        return f"{self.weekday}: {self.starts:%H:%M}–{self.ends:%H:%M}"

    def shift(self) -> PatternShift:
        """As the pure rules read it."""
        return PatternShift(self.weekday, self.starts, self.ends, self.break_minutes)


class RosterSubmissionQuerySet(models.QuerySet["RosterSubmission"]):
    """Named filters of submissions."""

    def visible_to(self, viewer: Viewer) -> "RosterSubmissionQuerySet":
        """One's own; those of one's staff; a department's to its office manager and head; all to the director (P2)."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        seen = Q(employee=viewer.employee_id) | Q(employee__manager=viewer.employee_id)
        if departments := kept_departments(viewer):
            seen |= Q(department__in=departments)
        return self.filter(seen)

    def published(self) -> "RosterSubmissionQuerySet":
        """Approved ones of months that were published: they plan their month even where they leave no shift in it."""
        published = RosterPublication.objects.filter(department=OuterRef("department"), month=OuterRef("month"))
        return self.filter(Exists(published), state=RosterState.APPROVED)


class RosterSubmission(Tracked):
    """What somebody means to work in a month, day by day, until it is published as shifts.

    `department`: where they work on the first day of it, whose head decides. `version` grows with every change, so that
    nobody approves what they have not seen.
    """

    class State(models.TextChoices):
        DRAFT = RosterState.DRAFT.value, _("Draft")
        SUBMITTED = RosterState.SUBMITTED.value, _("Submitted")
        RETURNED = RosterState.RETURNED.value, _("Returned")
        APPROVED = RosterState.APPROVED.value, _("Approved")

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="rosters", verbose_name=_("employee"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="rosters", verbose_name=_("department"))
    month = models.DateField(_("month"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(_("version"), default=1)
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    is_late = models.BooleanField(_("late"), default=False)
    decided_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_note = models.CharField(_("reason of the decision"), max_length=500, blank=True)

    objects = RosterSubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("roster of a month")
        verbose_name_plural = _("rosters of a month")
        ordering = ["-month", "id"]
        indexes = [
            models.Index(fields=["department", "month"], name="roster_by_department"),
            models.Index(fields=["changed_xid", "id"], name="roster_changes"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["employee", "month"], name="roster_is_one_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="roster_month_is_its_first_day"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False), name="submitted_roster_has_its_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "returned"]) | Q(decided_at__isnull=False),
                name="decided_roster_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("employee")),
                name="nobody_decides_on_their_own_roster",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.month:%Y-%m}"


class RosterEntry(models.Model):
    """A stretch of work on a day of somebody's month; split days have several."""

    submission = models.ForeignKey(
        RosterSubmission, models.CASCADE, related_name="entries", db_index=False, verbose_name=_("roster of a month")
    )
    day = models.DateField(_("day"))
    starts = models.TimeField(_("from"))
    ends = models.TimeField(_("until"))
    break_minutes = models.PositiveSmallIntegerField(_("break, minutes"), default=0)

    class Meta:
        verbose_name = _("day of a roster")
        verbose_name_plural = _("days of a roster")
        ordering = ["day", "starts"]
        constraints = [
            models.CheckConstraint(condition=IS_A_SHIFT, name="roster_entry_is_a_shift"),
            models.UniqueConstraint(fields=["submission", "day", "starts"], name="roster_entry_starts_once"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.starts:%H:%M}–{self.ends:%H:%M}"

    def stretch(self) -> Stretch:
        """As the pure rules read it."""
        return Stretch(self.starts, self.ends, self.break_minutes)


class RosterPublication(models.Model):
    """A month of a department whose approved rosters stand as shifts, and everybody was told. Once for ever."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    month = models.DateField(_("month"))
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("published by")
    )

    class Meta:
        verbose_name = _("published roster")
        verbose_name_plural = _("published rosters")
        constraints = [
            models.UniqueConstraint(fields=["department", "month"], name="roster_is_published_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="published_month_is_its_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.department}: {self.month:%Y-%m}"
