"""What lists of settlements, policies and kitties may be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from disputes.models import KittyEntry, PointPolicy, Settlement
from support_desk.shared.filtering import FlagFilter, IdFilter


class SettlementFilter(django_filters.FilterSet):
    """Filters of settlements; `month` as its first day."""

    department = IdFilter(label=_("Department"), field_name="department_id")
    month = django_filters.DateFilter(label=_("Month"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=Settlement.State.choices)

    class Meta:
        model = Settlement
        fields: list[str] = []


class PointPolicyFilter(django_filters.FilterSet):
    """Filters of policies; `common`: the ones for all departments without one of their own."""

    department = IdFilter(label=_("Department"), field_name="department_id")
    common = FlagFilter(label=_("For all"), field_name="department", lookup_expr="isnull")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=PointPolicy.Kind.choices)

    class Meta:
        model = PointPolicy
        fields: list[str] = []


class KittyFilter(django_filters.FilterSet):
    """Filters of what went into kitties and out of them."""

    department = IdFilter(label=_("Department"), field_name="department_id")
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=KittyEntry.Kind.choices)

    class Meta:
        model = KittyEntry
        fields: list[str] = []
