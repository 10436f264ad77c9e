"""Filters of rules, of who has read them, of revisions and gaps."""

import django_filters
from django.utils.translation import gettext_lazy as _

from disputes.models import Acknowledgement, Regulation, RegulationGap, RevisionRequest
from support_desk.shared.filtering import FlagFilter, IdFilter


class RegulationFilter(django_filters.FilterSet):
    """Filters of rules; `company`: only those of everybody, or only those of departments."""

    code = django_filters.CharFilter(label=_("Code"), max_length=20)
    department = IdFilter(label=_("Department"), field_name="department_id")
    company = FlagFilter(label=_("Of the whole company"), field_name="department_id", lookup_expr="isnull")
    owner = IdFilter(label=_("Owner"), field_name="owner_id")
    active = FlagFilter(label=_("Active"), field_name="is_active")

    class Meta:
        model = Regulation
        fields: list[str] = []


class AcknowledgementFilter(django_filters.FilterSet):
    """Filters of acknowledgements."""

    employee = IdFilter(label=_("Employee"), field_name="employee_id")
    version = IdFilter(label=_("Version"), field_name="version_id")
    regulation = IdFilter(label=_("Rule"), field_name="version__regulation_id")

    class Meta:
        model = Acknowledgement
        fields: list[str] = []


class RevisionFilter(django_filters.FilterSet):
    """Filters of revisions."""

    regulation = IdFilter(label=_("Rule"), field_name="regulation_id")
    owner = IdFilter(label=_("Owner"), field_name="owner_id")
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=RevisionRequest.State.choices, distinct=False)

    class Meta:
        model = RevisionRequest
        fields: list[str] = []


class GapFilter(django_filters.FilterSet):
    """Filters of gaps."""

    department = IdFilter(label=_("Department"), field_name="department_id")
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=RegulationGap.State.choices, distinct=False)

    class Meta:
        model = RegulationGap
        fields: list[str] = []
