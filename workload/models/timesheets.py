"""What was really worked, day by day (L5): sheets, their days as filled, corrections, and months that are closed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.domain.timesheet_codes import Code, Hint
from workload.models.calendars import MINUTES_OF_A_DAY, WorkingCalendar
from workload.models.people import Department, Employee

CODES = [
    (Code.WORK.value, _("Work")),
    (Code.FREE_DAY_WORK.value, _("Work on a free day or feast")),
    (Code.OVERTIME.value, _("Work with overtime")),
    (Code.TRIP.value, _("Business trip")),
    (Code.VACATION.value, _("Vacation")),
    (Code.STUDY.value, _("Study leave")),
    (Code.MATERNITY.value, _("Maternity leave")),
    (Code.CHILDCARE.value, _("Childcare leave")),
    (Code.UNPAID.value, _("Unpaid leave")),
    (Code.SICKNESS.value, _("Sickness")),
    (Code.PUBLIC_DUTY.value, _("Public duty")),
    (Code.TRUANCY.value, _("Absent without a good reason")),
    (Code.UNKNOWN.value, _("Reason unknown")),
    (Code.DAY_OFF.value, _("Extra day off")),
    (Code.FREE.value, _("Free day")),
]
LETTERS = [code for code, _name in CODES]
HOURS_OF_A_DAY = Q(minutes__lte=MINUTES_OF_A_DAY, night_minutes__lte=F("minutes"))


class TimesheetQuerySet(models.QuerySet["Timesheet"]):
    """Named filters of timesheets."""

    def visible_to(self, viewer: Viewer) -> "TimesheetQuerySet":
        """One's own; those of one's staff; a department's to its office manager and head; all to the director (P2)."""
        if viewer.is_system or viewer.has("director"):
            return self
        if not viewer.is_employee:
            return self.none()
        departments = viewer.headed_department_ids
        if viewer.has("office_manager", "head"):
            departments |= viewer.department_ids
        mine = Q(employee_id=viewer.employee_id) | Q(employee__manager_id=viewer.employee_id)
        return self.filter(mine | Q(department_id__in=departments))


class Timesheet(Tracked):
    """A person's month in one department; who changes departments in mid-month has two. `norm_minutes`: the production
    calendar's of these days × the share of employment. `version` grows with every change of days, so that nobody
    approves what they have not seen. What is closed never changes (W7, I5)."""

    class State(models.TextChoices):
        FILLED = "filled", pgettext_lazy("timesheet", "Filled")
        COMPLETED = "completed", pgettext_lazy("timesheet", "Complete")
        APPROVED = "approved", pgettext_lazy("timesheet", "Approved")
        CLOSED = "closed", pgettext_lazy("timesheet", "Closed")

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="timesheets", verbose_name=_("employee"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="timesheets", verbose_name=_("department"))
    month = models.DateField(_("month"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.FILLED)
    norm_minutes = models.PositiveIntegerField(_("norm, minutes"), default=0)
    filled_at = models.DateTimeField(_("filled"))
    completed_at = models.DateTimeField(_("marked complete"), null=True, blank=True)
    approved_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("approved by")
    )
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = TimesheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("timesheet")
        verbose_name_plural = _("timesheets")
        ordering = ["-month", "employee__name", "id"]
        indexes = [
            models.Index(fields=["department", "month"], name="timesheet_by_department"),
            models.Index(fields=["changed_xid", "id"], name="timesheet_changes"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "month", "department"], name="one_timesheet_a_month_and_department"
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="timesheet_month_is_its_first_day"),
            models.CheckConstraint(
                condition=Q(state="filled", completed_at__isnull=True, approved_at__isnull=True)
                | Q(state="completed", completed_at__isnull=False, approved_at__isnull=True)
                | Q(state__in=["approved", "closed"], approved_at__isnull=False),
                name="timesheet_state_has_its_times",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("employee")),
                name="nobody_approves_their_own_timesheet",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee}, {self.month:%Y-%m}"


class TimesheetDay(models.Model):
    """A day as it filled itself: code and hours, what was missed of it, and what it was made from. Filling writes it,
    people correct by `TimesheetCorrection`."""

    sheet = models.ForeignKey(
        Timesheet, models.CASCADE, related_name="days", db_index=False, verbose_name=_("timesheet")
    )
    day = models.DateField(_("day"))
    code = models.CharField(_("code"), max_length=2, choices=CODES)
    minutes = models.PositiveSmallIntegerField(_("worked, minutes"), default=0)
    night_minutes = models.PositiveSmallIntegerField(_("at night, minutes"), default=0)
    away_code = models.CharField(_("code of the absence"), max_length=2, blank=True, choices=CODES)
    away_minutes = models.PositiveSmallIntegerField(_("missed, minutes"), default=0)
    planned_minutes = models.PositiveSmallIntegerField(_("planned, minutes"), default=0)
    logged_minutes = models.PositiveSmallIntegerField(_("logged, minutes"), default=0)
    hint = models.CharField(
        _("hint"),
        max_length=8,
        blank=True,
        choices=[
            (Hint.SILENT.value, _("Nothing is logged")),
            (Hint.OVERTIME.value, _("More is logged than was planned")),
            (Hint.FREE_DAY.value, _("Work is logged on a free day")),
            (Hint.AWAY.value, _("Work is logged on a day of absence")),
        ],
    )

    class Meta:
        verbose_name = _("day of a timesheet")
        verbose_name_plural = _("days of timesheets")
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "day"], name="timesheet_has_a_day_once"),
            models.CheckConstraint(condition=Q(code__in=LETTERS), name="timesheet_day_has_a_letter"),
            models.CheckConstraint(condition=HOURS_OF_A_DAY, name="timesheet_day_has_24_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.code}"


class TimesheetCorrection(models.Model):
    """A day set by a person, with the reason; the last one counts instead of what was filled. `away_minutes`: of
    `away_code` beside the work, or what a whole day of absence takes from the plan. Append-only. Those after the
    closing stand beside the closed sheet and change nothing of what was closed."""

    sheet = models.ForeignKey(Timesheet, models.PROTECT, related_name="corrections", verbose_name=_("timesheet"))
    day = models.DateField(_("day"))
    code = models.CharField(_("code"), max_length=2, choices=CODES)
    minutes = models.PositiveSmallIntegerField(_("worked, minutes"), default=0)
    night_minutes = models.PositiveSmallIntegerField(_("at night, minutes"), default=0)
    away_code = models.CharField(_("code of the absence"), max_length=2, blank=True, default="", choices=CODES)
    away_minutes = models.PositiveSmallIntegerField(_("missed, minutes"), default=0)
    reason = models.CharField(_("reason"), max_length=300)
    by = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("corrected by"))
    at = models.DateTimeField(_("corrected"))
    is_after_closing = models.BooleanField(_("after the month was closed"), default=False)

    class Meta:
        verbose_name = _("correction of a timesheet")
        verbose_name_plural = _("corrections of timesheets")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="correction_has_its_reason"),
            models.CheckConstraint(condition=Q(code__in=LETTERS), name="correction_has_a_letter"),
            models.CheckConstraint(condition=HOURS_OF_A_DAY, name="correction_has_24_hours"),
            models.CheckConstraint(
                condition=Q(away_code="") | Q(away_code__in=LETTERS, away_minutes__gt=0),
                name="correction_misses_hours_by_a_letter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.code}"


class TimesheetFilling(models.Model):
    """When the month of a department was filled last; the nightly filling goes by it."""

    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("department"))
    month = models.DateField(_("month"))
    filled_at = models.DateTimeField(_("filled"))

    class Meta:
        verbose_name = _("filling of timesheets")
        verbose_name_plural = _("fillings of timesheets")
        constraints = [models.UniqueConstraint(fields=["department", "month"], name="month_is_filled_by_department")]

    def __str__(self) -> str:
        return f"{self.department}: {self.month:%Y-%m}"


class TimesheetMonth(models.Model):
    """A department's month that was closed, by which version of the calendar and whose approval of its year. `digest`
    is of every day and correction it was closed with (I5). Append-only."""

    department = models.ForeignKey(
        Department, models.PROTECT, related_name="timesheet_months", verbose_name=_("department")
    )
    month = models.DateField(_("month"))
    closed_by = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("closed by"))
    closed_at = models.DateTimeField(_("closed"))
    calendar = models.ForeignKey(WorkingCalendar, models.PROTECT, related_name="+", verbose_name=_("working calendar"))
    calendar_version = models.PositiveIntegerField(_("version of the calendar"))
    year_approved_by = models.ForeignKey(Employee, models.PROTECT, related_name="+", verbose_name=_("year approved by"))
    year_approved_at = models.DateTimeField(_("year approved"))
    sheet_count = models.PositiveIntegerField(_("timesheets"))
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("closed month of timesheets")
        verbose_name_plural = _("closed months of timesheets")
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["department", "month"], name="timesheets_of_a_month_close_once"),
            models.CheckConstraint(condition=Q(month__day=1), name="closed_timesheets_month_is_its_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.department}: {self.month:%Y-%m}"
