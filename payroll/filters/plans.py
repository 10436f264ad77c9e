"""What lists of plans, and of who is paid by them, may be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from payroll.models import PayPlan, PlanAssignment
from support_desk.shared.filtering import FlagFilter, IdFilter


class PayPlanFilter(django_filters.FilterSet):
    """Filters of plans."""

    position = django_filters.ChoiceFilter(label=_("Position"), choices=PayPlan.Position.choices)
    is_active = FlagFilter(label=_("Active"), field_name="is_active")

    class Meta:
        model = PayPlan
        fields: list[str] = []


class PlanAssignmentFilter(django_filters.FilterSet):
    """Filters of who is paid by what."""

    employee = IdFilter(label=_("Employee"), field_name="employee_id")
    plan = IdFilter(label=_("Pay plan"), field_name="plan_id")

    class Meta:
        model = PlanAssignment
        fields: list[str] = []
