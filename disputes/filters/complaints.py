"""What the lists of complaints and of their words may be narrowed by."""

import django_filters
from django.utils.translation import gettext_lazy as _

from disputes.models import Complaint, ComplaintWord
from support_desk.shared.filtering import FlagFilter, IdFilter, InstantFilter


class ComplaintFilter(django_filters.FilterSet):
    """Filters of complaints."""

    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=Complaint.State.choices, distinct=False)
    origin = django_filters.MultipleChoiceFilter(
        label=_("Source"), field_name="source", choices=Complaint.Source.choices, distinct=False
    )
    client = IdFilter(label=_("Client"), field_name="client_id")
    department = IdFilter(label=_("Department"), field_name="department_id")
    manager = IdFilter(label=_("Manager concerned"), field_name="manager_id")
    head = IdFilter(label=_("Head concerned"), field_name="head_id")
    ticket = IdFilter(label=_("Ticket"), field_name="message__ticket__number")
    flagged_after = InstantFilter(label=_("Flagged from"), field_name="flagged_at", lookup_expr="gte")
    flagged_before = InstantFilter(label=_("Flagged before"), field_name="flagged_at", lookup_expr="lt")
    decided_after = InstantFilter(label=_("Decided from"), field_name="decided_at", lookup_expr="gte")
    decided_before = InstantFilter(label=_("Decided before"), field_name="decided_at", lookup_expr="lt")

    class Meta:
        model = Complaint
        fields: list[str] = []


class ComplaintWordFilter(django_filters.FilterSet):
    """Filters of words."""

    language = django_filters.ChoiceFilter(label=_("Language"), choices=ComplaintWord.Language.choices)
    active = FlagFilter(label=_("Active"), field_name="is_active")

    class Meta:
        model = ComplaintWord
        fields: list[str] = []
