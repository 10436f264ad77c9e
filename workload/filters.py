"""What lists of people, norms and calendars may be narrowed by, on pages and in the API."""

from datetime import date

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from support_desk.shared import clock
from support_desk.shared.filtering import FlagFilter, IdFilter, InstantFilter
from support_desk.shared.roles import Role
from workload.models import (
    Absence,
    Department,
    Employee,
    Employment,
    Instruction,
    LeaveSlip,
    OnboardingPlan,
    Operation,
    OverloadAlarm,
    RoleAssignment,
    RosterSubmission,
    Shift,
    ShiftPattern,
    ShiftSwap,
    Skill,
    SlipState,
    Timesheet,
    WorkingCalendar,
)


class CalendarFilter(django_filters.FilterSet):
    """Filters of working calendars."""

    code = django_filters.CharFilter(label=_("Code"), max_length=40)
    active = FlagFilter(label=_("Active"), field_name="is_active")
    default = FlagFilter(label=_("Used where no other is named"), field_name="is_default")

    class Meta:
        model = WorkingCalendar
        fields: list[str] = []


class DepartmentFilter(django_filters.FilterSet):
    """Filters of departments."""

    active = FlagFilter(label=_("Active"), field_name="is_active")

    class Meta:
        model = Department
        fields: list[str] = []


class EmployeeFilter(django_filters.FilterSet):
    """Filters of employees; department, role and employment as of today."""

    name = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains", max_length=150)
    department = IdFilter(label=_("Department"), method="in_department")
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices, method="with_role")
    active = FlagFilter(label=_("Works here"), method="working")

    class Meta:
        model = Employee
        fields: list[str] = []

    def in_department(self, people: QuerySet[Employee], _name: str, department_id: int) -> QuerySet[Employee]:
        terms = Employment.objects.at(clock.now()).filter(department_id=department_id)
        return people.filter(pk__in=terms.values("employee_id"))

    def with_role(self, people: QuerySet[Employee], _name: str, role: str) -> QuerySet[Employee]:
        held = RoleAssignment.objects.at(clock.now()).filter(role=role)
        return people.filter(pk__in=held.values("employee_id"))

    def working(self, people: QuerySet[Employee], _name: str, value: bool) -> QuerySet[Employee]:
        working = Employee.objects.employed_at(clock.now()).values("pk")
        return people.filter(pk__in=working) if value else people.exclude(pk__in=working)


class OperationFilter(django_filters.FilterSet):
    """Filters of operations."""

    code = django_filters.CharFilter(label=_("Code"), max_length=40)
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=Operation.Kind.choices)
    department = IdFilter(label=_("Department"), field_name="department_id")
    billable = FlagFilter(label=_("Billable"), field_name="is_billable")
    active = FlagFilter(label=_("Active"), field_name="is_active")

    class Meta:
        model = Operation
        fields: list[str] = []


class InstructionFilter(django_filters.FilterSet):
    """Filters of instructions; `department` is the operation's."""

    operation = IdFilter(label=_("Operation"), field_name="operation_id")
    department = IdFilter(label=_("Department"), field_name="operation__department_id")
    active = FlagFilter(label=_("Active"), field_name="is_active")

    class Meta:
        model = Instruction
        fields: list[str] = []


class SkillFilter(django_filters.FilterSet):
    """Filters of skills."""

    name = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains", max_length=80)

    class Meta:
        model = Skill
        fields: list[str] = []


class SpanFilter(django_filters.FilterSet):
    """Filters of what holds from `starts_at` until `ends_at`: overlapping a time."""

    employee = IdFilter(label=_("Employee"), field_name="employee_id")
    since = InstantFilter(label=_("Ends after"), field_name="ends_at", lookup_expr="gt")
    until = InstantFilter(label=_("Begins before"), field_name="starts_at", lookup_expr="lt")


class ShiftFilter(SpanFilter):
    """Filters of shifts."""

    class Meta:
        model = Shift
        fields: list[str] = []


class AbsenceFilter(SpanFilter):
    """Filters of absences."""

    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=Absence.State.choices)
    type = django_filters.MultipleChoiceFilter(label=_("Type"), choices=Absence.Type.choices)

    class Meta:
        model = Absence
        fields: list[str] = []


class TimesheetFilter(django_filters.FilterSet):
    """Filters of timesheets; `month` as any of its days."""

    employee = IdFilter(label=_("Employee"), field_name="employee_id")
    department = IdFilter(label=_("Department"), field_name="department_id")
    month = django_filters.DateFilter(label=_("Month"), method="in_month")
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=Timesheet.State.choices)

    class Meta:
        model = Timesheet
        fields: list[str] = []

    def in_month(self, sheets: QuerySet[Timesheet], _name: str, day: date) -> QuerySet[Timesheet]:
        return sheets.filter(month=day.replace(day=1))


class AlarmFilter(django_filters.FilterSet):
    """Filters of overload alarms."""

    department = IdFilter(label=_("Department"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=OverloadAlarm.State.choices)

    class Meta:
        model = OverloadAlarm
        fields: list[str] = []


class OnboardingFilter(django_filters.FilterSet):
    """Filters of onboarding plans."""

    employee = IdFilter(label=_("Employee"), field_name="employee_id")
    mentor = IdFilter(label=_("Mentor"), field_name="mentor_id")
    state = django_filters.ChoiceFilter(label=_("State"), choices=OnboardingPlan.State.choices)

    class Meta:
        model = OnboardingPlan
        fields: list[str] = []


class LeaveSlipFilter(django_filters.FilterSet):
    """Filters of leave slips."""

    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=SlipState.choices)
    employee = IdFilter(label=_("Employee"), field_name="absence__employee_id")
    absence = IdFilter(label=_("Absence"), field_name="absence_id")

    class Meta:
        model = LeaveSlip
        fields: list[str] = []


class RosterFilter(django_filters.FilterSet):
    """Filters of rosters."""

    employee = IdFilter(label=_("Employee"), field_name="employee_id")
    department = IdFilter(label=_("Department"), field_name="department_id")
    month = django_filters.DateFilter(label=_("Month"), field_name="month")
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=RosterSubmission.State.choices)

    class Meta:
        model = RosterSubmission
        fields: list[str] = []


class PatternFilter(django_filters.FilterSet):
    """Filters of usual weeks."""

    employee = IdFilter(label=_("Employee"), field_name="employee_id")

    class Meta:
        model = ShiftPattern
        fields: list[str] = []


class SwapFilter(django_filters.FilterSet):
    """Filters of swaps."""

    department = IdFilter(label=_("Department"), field_name="department_id")
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=ShiftSwap.State.choices)

    class Meta:
        model = ShiftSwap
        fields: list[str] = []
