"""What the lists of adjustments and objections may be narrowed by."""

from datetime import date

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from payroll.models import PayAdjustment, PayObjection
from support_desk.shared.filtering import FlagFilter, IdFilter


class PayAdjustmentFilter(django_filters.FilterSet):
    """Filters of adjustments. `month`: any day of the one that pays."""

    employee = IdFilter(label=_("Employee"), field_name="employee_id")
    department = IdFilter(label=_("Department"), field_name="department_id")
    payslip = IdFilter(label=_("Payslip that is corrected"), field_name="corrects__payslip_id")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=PayAdjustment.Kind.choices)
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=PayAdjustment.State.choices, distinct=False)
    month = django_filters.DateFilter(label=_("Month"), method="in_month")
    paid = FlagFilter(label=_("In a payslip"), field_name="payslip", lookup_expr="isnull", exclude=True)

    class Meta:
        model = PayAdjustment
        fields: list[str] = []

    def in_month(self, rows: QuerySet[PayAdjustment], _name: str, day: date) -> QuerySet[PayAdjustment]:
        return rows.filter(month=day.replace(day=1))


class PayObjectionFilter(django_filters.FilterSet):
    """Filters of objections."""

    employee = IdFilter(label=_("Employee"), field_name="employee_id")
    payslip = IdFilter(label=_("Payslip"), field_name="line__payslip_id")
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=PayObjection.State.choices, distinct=False)

    class Meta:
        model = PayObjection
        fields: list[str] = []
