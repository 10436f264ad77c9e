"""Contracts: included minutes a month and the rate beyond them (C2)."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import KeptResource
from tickets.actions.catalogue import create_contract, update_contract
from tickets.filters import ContractFilter
from tickets.models import Contract, Project, SlaPolicy
from workload.models import WorkingCalendar

MOST_MINUTES = 744 * 60
MOST_MONTHS = 12


def rate(**kwargs: Any) -> serializers.DecimalField:
    """Rubles an hour, as text with kopecks."""
    return serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, **kwargs)


class ContractSerializer(serializers.Serializer[Contract]):
    """A contract. `rate_amount`: rubles an hour beyond the included minutes. `rollover_months`: for how many months
    after its own an unused minute stays usable; 0 is no rollover.

    Without a policy the department's is used, without a calendar the policy's (S1).
    """

    id = serializers.IntegerField()
    number = serializers.CharField()
    project = ReferenceField()
    client = ReferenceField(source="project.client")
    included_minutes = serializers.IntegerField()
    rollover_months = serializers.IntegerField()
    rate_amount = rate()
    starts_on = DayField()
    ends_on = DayField(allow_null=True)
    sla_policy = ReferenceField(allow_null=True)
    calendar = ReferenceField(allow_null=True)
    changed_at = InstantField()


class ContractInput(Input):
    """A new contract."""

    project = VisibleField(Project.objects.all())
    number = serializers.CharField(max_length=40)
    included_minutes = serializers.IntegerField(min_value=0, max_value=MOST_MINUTES, required=False)
    rollover_months = serializers.IntegerField(min_value=0, max_value=MOST_MONTHS, required=False)
    rate_amount = rate()
    starts_on = DayField()
    ends_on = DayField(required=False, allow_null=True)
    sla_policy = VisibleField(SlaPolicy.objects.all(), required=False, allow_null=True)
    calendar = VisibleField(WorkingCalendar.objects.all(), required=False, allow_null=True)


class ContractChange(Input):
    """What can be changed of a contract."""

    number = serializers.CharField(max_length=40, required=False)
    included_minutes = serializers.IntegerField(min_value=0, max_value=MOST_MINUTES, required=False)
    rollover_months = serializers.IntegerField(min_value=0, max_value=MOST_MONTHS, required=False)
    rate_amount = rate(required=False)
    starts_on = DayField(required=False)
    ends_on = DayField(required=False, allow_null=True)
    sla_policy = VisibleField(SlaPolicy.objects.all(), required=False, allow_null=True)
    calendar = VisibleField(WorkingCalendar.objects.all(), required=False, allow_null=True)


class ContractViewSet(KeptResource):
    """Contracts."""

    scope = "clients"
    serializer_class = ContractSerializer
    input_class = ContractInput
    change_class = ContractChange
    filterset_class = ContractFilter
    orderings = ("id", "-id")

    def rows(self) -> QuerySet[Contract]:
        return Contract.objects.visible_to(self.viewer).select_related("project__client", "sla_policy", "calendar")

    def make(self, data: dict[str, Any]) -> Contract:
        return create_contract(**data, **self.who)

    def change(self, row: Contract, data: dict[str, Any]) -> Contract:
        return update_contract(contract=row, **data, **self.who)
