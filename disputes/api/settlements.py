"""Settlements: a department's month of points as money, with the lines that are the caller's to read (M1, M3)."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from disputes.filters.settlements import SettlementFilter
from disputes.models import Settlement, SettlementCount, SettlementLine
from disputes.queries.settlements import settlements
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField
from support_desk.shared.api.viewsets import ReadOnlyResource


def amount_field(**over: Any) -> serializers.DecimalField:
    """Rubles as a text."""
    return serializers.DecimalField(max_digits=14, decimal_places=2, **over)


class SettlementCountSerializer(serializers.Serializer[SettlementCount]):
    """withheld = paid + kitty + controller_fund + undistributed + cross_department, net per employee. `stage`:
    "nominal" as published, "applied" within the limits of pay. `digest`: SHA-256 of the case it was counted from."""

    stage = serializers.CharField()
    withheld = amount_field()
    paid = amount_field()
    kitty = amount_field()
    controller_fund = amount_field()
    undistributed = amount_field()
    cross_department = amount_field()
    digest = serializers.CharField()
    at = InstantField()


class SettlementLineSerializer(serializers.Serializer[SettlementLine]):
    """One employee. `amount` null until applied; `limited_by`: "variable", "guard", "pool" or nothing."""

    employee = ReferenceField()
    points = serializers.IntegerField()
    nominal = amount_field()
    amount = amount_field(allow_null=True)
    limited_by = serializers.CharField()


class SettlementSerializer(serializers.Serializer[Settlement]):
    """A settled month. `policy` null: the standard one; `policy_values`, `facts`: as they were published. `lines`: the
    caller's own, those of departments they lead, all to the director."""

    id = serializers.IntegerField()
    department = ReferenceField()
    month = DayField()
    policy = serializers.IntegerField(source="policy_id", allow_null=True)
    policy_values = serializers.JSONField()
    facts = serializers.JSONField()
    state = serializers.ChoiceField(Settlement.State.choices)
    settled_at = InstantField()
    applied_at = InstantField(allow_null=True)
    counts = SettlementCountSerializer(many=True)
    lines = SettlementLineSerializer(many=True, source="seen_lines")
    changed_at = InstantField()


class SettlementViewSet(ReadOnlyResource):
    """Settled months, the newest first."""

    scope = "disputes"
    serializer_class = SettlementSerializer
    filterset_class = SettlementFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[Settlement]:
        return settlements(self.viewer)
