"""What the ledger of points may be narrowed by."""

from datetime import date

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from disputes.models import Posting
from support_desk.shared.filtering import IdFilter


class PointFilter(django_filters.FilterSet):
    """Filters of postings. `month`: any day of it."""

    employee = IdFilter(label=_("Employee"), field_name="employee_id")
    department = IdFilter(label=_("Department"), field_name="department_id")
    dispute = IdFilter(label=_("Dispute"), field_name="dispute_id")
    cause = django_filters.MultipleChoiceFilter(label=_("Cause"), choices=Posting.Cause.choices, distinct=False)
    month = django_filters.DateFilter(label=_("Month"), method="in_month")

    class Meta:
        model = Posting
        fields: list[str] = []

    def in_month(self, postings: QuerySet[Posting], _name: str, day: date) -> QuerySet[Posting]:
        return postings.filter(month=day.replace(day=1))
