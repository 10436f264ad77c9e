"""What lists of months and runs of pay may be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from payroll.models import PayPeriod, PayRun
from support_desk.shared.filtering import IdFilter


class PayPeriodFilter(django_filters.FilterSet):
    """Filters of months; `month` as its first day."""

    department = IdFilter(label=_("Department"), field_name="department_id")
    month = django_filters.DateFilter(label=_("Month"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=PayPeriod.State.choices)

    class Meta:
        model = PayPeriod
        fields: list[str] = []


class PayRunFilter(django_filters.FilterSet):
    """Filters of runs; `month` as its first day."""

    period = IdFilter(label=_("Month of pay"), field_name="period_id")
    department = IdFilter(label=_("Department"), field_name="period__department_id")
    month = django_filters.DateFilter(label=_("Month"), field_name="period__month")
    tier = django_filters.ChoiceFilter(label=_("Whose"), choices=PayRun.Tier.choices)
    state = django_filters.ChoiceFilter(label=_("State"), choices=PayRun.State.choices)

    class Meta:
        model = PayRun
        fields: list[str] = []
