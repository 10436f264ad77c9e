"""What the list of facts of pay may be narrowed by."""

from datetime import date

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from payroll.models import PayFact
from support_desk.shared.filtering import IdFilter
from workload.domain.months import month_after


class PayFactFilter(django_filters.FilterSet):
    """Filters of facts. `month`: any day of it."""

    employee = IdFilter(label=_("Employee"), field_name="employee_id")
    department = IdFilter(label=_("Department"), field_name="department_id")
    client = IdFilter(label=_("Client"), field_name="client_id")
    kind = django_filters.MultipleChoiceFilter(label=_("Kind"), choices=PayFact.Kind.choices, distinct=False)
    source_name = django_filters.CharFilter(label=_("Source"), field_name="source")
    reference = django_filters.CharFilter(label=_("Number in the source"), field_name="reference")
    month = django_filters.DateFilter(label=_("Month"), method="in_month")

    class Meta:
        model = PayFact
        fields: list[str] = []

    def in_month(self, facts: QuerySet[PayFact], _name: str, day: date) -> QuerySet[PayFact]:
        month = day.replace(day=1)
        return facts.filter(happened_on__gte=month, happened_on__lt=month_after(month))
