"""What the list of payslips may be narrowed by."""

from datetime import date

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from payroll.models import PayRun, Payslip
from support_desk.shared.filtering import IdFilter


class PayslipFilter(django_filters.FilterSet):
    """Filters of payslips. `month`: any day of it; `state`: of their run."""

    employee = IdFilter(label=_("Employee"), field_name="employee_id")
    department = IdFilter(label=_("Department"), field_name="department_id")
    run = IdFilter(label=_("Pay run"), field_name="run_id")
    month = django_filters.DateFilter(label=_("Month"), method="in_month")
    state = django_filters.ChoiceFilter(label=_("State"), field_name="run__state", choices=PayRun.State.choices)

    class Meta:
        model = Payslip
        fields: list[str] = []

    def in_month(self, slips: QuerySet[Payslip], _name: str, day: date) -> QuerySet[Payslip]:
        return slips.filter(month=day.replace(day=1))
