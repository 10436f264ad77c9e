"""What the list of disputes may be narrowed by."""

from datetime import date

import django_filters
from django.db.models import Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from disputes.models import Dispute, DisputeState
from support_desk.shared.filtering import FlagFilter, IdFilter, InstantFilter
from tickets.models import Ticket


class DisputeFilter(django_filters.FilterSet):
    """Filters of disputes. Only these parameters do anything; each is validated by its own type."""

    # A row has one state, so nothing comes twice: DISTINCT would sort all of them for fifty.
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=DisputeState.choices, distinct=False)
    undecided = FlagFilter(label=_("Not decided yet"), method="not_decided")
    regulation = IdFilter(label=_("Regulation"), field_name="version__regulation_id")
    department = IdFilter(label=_("Department"), field_name="department_id")
    initiator = IdFilter(label=_("Initiator"), field_name="initiator_id")
    respondent = IdFilter(label=_("Respondent"), field_name="respondent_id")
    arbiter = IdFilter(label=_("Arbiter"), field_name="arbiter_id")
    ticket = IdFilter(label=_("Ticket"), method="of_ticket")
    q = django_filters.CharFilter(label=_("Words of the title"), max_length=200, method="with_words")
    opened_after = InstantFilter(label=_("Opened from"), field_name="opened_at", lookup_expr="gte")
    opened_before = InstantFilter(label=_("Opened before"), field_name="opened_at", lookup_expr="lt")
    decided_after = InstantFilter(label=_("Decided from"), field_name="decided_at", lookup_expr="gte")
    decided_before = InstantFilter(label=_("Decided before"), field_name="decided_at", lookup_expr="lt")
    # By the month of the decision (D10), as the figures that lead here count.
    decided_from = django_filters.DateFilter(label=_("Decided from"), field_name="decided_month", lookup_expr="gte")
    decided_to = django_filters.DateFilter(label=_("Decided until"), field_name="decided_month", lookup_expr="lte")

    active_from = django_filters.DateFilter(label=_("Not decided, or decided from"), method="active_since")

    class Meta:
        model = Dispute
        fields: list[str] = []

    def not_decided(self, disputes: QuerySet[Dispute], _name: str, value: bool) -> QuerySet[Dispute]:
        return disputes.filter(decided_at__isnull=value)

    def active_since(self, disputes: QuerySet[Dispute], _name: str, value: date) -> QuerySet[Dispute]:
        return disputes.filter(Q(decided_month__gte=value) | Q(decided_at__isnull=True))

    def of_ticket(self, disputes: QuerySet[Dispute], _name: str, value: int) -> QuerySet[Dispute]:
        """Its id is found first: a join would go through all disputes for a ticket that has none."""
        return disputes.filter(ticket=Subquery(Ticket.objects.filter(number=value).values("pk")[:1]))

    def with_words(self, disputes: QuerySet[Dispute], _name: str, value: str) -> QuerySet[Dispute]:
        return disputes.filter(Q(title__icontains=value) | Q(claim__icontains=value))
