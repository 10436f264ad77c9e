"""Departments and the people in them; where somebody works and in which role is kept by date (P1)."""

from datetime import date, datetime

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.roles import Role
from support_desk.shared.viewer import Viewer
from workload.models.local_days import local_day


class DateSpan(Func):
    """daterange(starts_on, ends_on, '[]'): both ends inclusive, an open end is for ever."""

    function = "DATERANGE"
    output_field = DateRangeField()


SPAN = DateSpan("starts_on", "ends_on", Value("[]"))


class DatedQuerySet[RowT: models.Model](models.QuerySet[RowT]):
    """Rows that hold from `starts_on` to `ends_on`, both inclusive."""

    def on(self, day: date | Combinable) -> "DatedQuerySet[RowT]":
        """Those that hold on that day, or on one that an expression names."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def at(self, instant: datetime) -> "DatedQuerySet[RowT]":
        """Those that hold at `instant`: on the day that it is for the employee of the row."""
        return self.not_over(instant).begun(instant)

    def begun(self, instant: datetime) -> "DatedQuerySet[RowT]":
        """Those that hold at `instant` or held before it, by the same day."""
        return self.filter(starts_on__lte=local_day(instant, Employment.objects.all(), person="employee"))

    def not_over(self, instant: datetime) -> "DatedQuerySet[RowT]":
        """Those that hold at `instant` or later, by the same day."""
        day = local_day(instant, Employment.objects.all(), person="employee")
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class DepartmentQuerySet(models.QuerySet["Department"]):
    """Named filters of departments."""

    def visible_to(self, viewer: Viewer) -> "DepartmentQuerySet":
        """Every employee knows the departments; a client contact none of them."""
        return self if viewer.is_system or viewer.is_employee else self.none()


class Department(Tracked):
    """A unit with a head, a time zone and its own policies."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=100, unique=True)
    head = models.ForeignKey(
        "Employee", models.PROTECT, null=True, blank=True, related_name="headed_departments", verbose_name=_("head")
    )
    timezone = models.CharField(_("time zone"), max_length=40, default="Europe/Moscow")
    calendar = models.ForeignKey(
        "WorkingCalendar",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="departments",
        verbose_name=_("working calendar"),
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects = DepartmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("department")
        verbose_name_plural = _("departments")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    """What somebody is employed as."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=100, unique=True)

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class EmployeeQuerySet(models.QuerySet["Employee"]):
    """Named filters of employees."""

    def visible_to(self, viewer: Viewer) -> "EmployeeQuerySet":
        """Colleagues know each other by name; a client contact sees none of them here."""
        return self if viewer.is_system or viewer.is_employee else self.none()

    def employed_on(self, day: date) -> "EmployeeQuerySet":
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gte=day), hired_on__lte=day)

    def employed_at(self, instant: datetime) -> "EmployeeQuerySet":
        """Who works here at `instant`: on the day that it is for them."""
        day = local_day(instant, Employment.objects.all())
        return self.filter(Q(left_on__isnull=True) | Q(left_on__gte=day), hired_on__lte=day)

    def of_departments(self, department_ids: frozenset[int], day: date) -> "EmployeeQuerySet":
        """Who works in one of the departments on `day`."""
        terms = Employment.objects.on(day).filter(department_id__in=department_ids)
        return self.filter(pk__in=terms.values("employee_id"))


class Employee(Tracked):
    """A person with a position in a department."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="employee", verbose_name=_("account")
    )
    name = models.CharField(_("name"), max_length=150)
    manager = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="reports", verbose_name=_("manager")
    )
    mentor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="juniors", verbose_name=_("mentor")
    )
    timezone = models.CharField(_("time zone"), max_length=40, blank=True)
    phone = models.CharField(_("phone"), max_length=32, blank=True)
    hired_on = models.DateField(_("hired on"))
    left_on = models.DateField(_("left on"), null=True, blank=True)

    objects = EmployeeQuerySet.as_manager()

    class Meta:
        verbose_name = _("employee")
        verbose_name_plural = _("employees")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(left_on__isnull=True) | Q(left_on__gte=F("hired_on")), name="employee_leaves_after_hire"
            ),
            models.CheckConstraint(condition=~Q(manager=F("id")), name="employee_is_not_own_manager"),
            models.CheckConstraint(condition=~Q(mentor=F("id")), name="employee_is_not_own_mentor"),
        ]

    def __str__(self) -> str:
        return self.name


class Employment(models.Model):
    """Where somebody works, from `starts_on` to `ends_on` inclusive. One at a time."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="employments", verbose_name=_("employee"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="employments", verbose_name=_("department"))
    position = models.ForeignKey(Position, models.PROTECT, related_name="+", verbose_name=_("position"))
    share_percent = models.PositiveSmallIntegerField(_("share of full time, %"), default=100, db_default=100)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet["Employment"].as_manager()

    class Meta:
        verbose_name = _("employment")
        verbose_name_plural = _("employments")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="employment_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(share_percent__range=(1, 100)), name="employment_is_at_most_full_time"),
            ExclusionConstraint(
                name="employment_is_one_at_a_time",
                expressions=[("employee", RangeOperators.EQUAL), (SPAN, RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee}, {self.position}"


class RoleAssignment(models.Model):
    """A role somebody holds, from `starts_on` to `ends_on` inclusive."""

    employee = models.ForeignKey(Employee, models.PROTECT, related_name="role_assignments", verbose_name=_("employee"))
    role = models.CharField(_("role"), max_length=16, choices=Role)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)

    objects = DatedQuerySet["RoleAssignment"].as_manager()

    class Meta:
        verbose_name = _("role of an employee")
        verbose_name_plural = _("roles of employees")
        constraints = [
            models.CheckConstraint(condition=~Q(role=Role.CLIENT_CONTACT), name="employee_is_no_client_contact"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="role_ends_after_start"
            ),
            ExclusionConstraint(
                name="role_is_held_once",
                expressions=[
                    ("employee", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (SPAN, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee}: {self.get_role_display()}"
