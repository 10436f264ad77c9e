"""Kitties: what months left in them, and what was bought (M2)."""

from decimal import Decimal

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.actions.settlements.kitty import spend_from_kitty
from disputes.api.settlements import amount_field
from disputes.filters.settlements import KittyFilter
from disputes.models import KittyEntry
from disputes.queries.kitties import kitty_entries
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.models import Department


class KittyEntrySerializer(serializers.Serializer[KittyEntry]):
    """One movement; `balance`: what is in the kitty afterwards. A credit has its `settlement`, a spending its day."""

    id = serializers.IntegerField()
    department = ReferenceField()
    number = serializers.IntegerField()
    kind = serializers.ChoiceField(KittyEntry.Kind.choices)
    amount = amount_field()
    balance = amount_field()
    settlement = serializers.IntegerField(source="settlement_id", allow_null=True)
    spent_on = DayField(allow_null=True)
    what = serializers.CharField()
    by = ReferenceField(allow_null=True)
    at = InstantField()
    changed_at = InstantField()


class SpendingInput(Input):
    """What was bought, on which day, for how many rubles; refused when the kitty holds less."""

    department = VisibleField(Department.objects.all())
    amount = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=Decimal("0.01"))
    what = serializers.CharField(max_length=300)
    spent_on = DayField()


class KittyViewSet(ReadOnlyResource):
    """Entries of the kitties of the caller's departments, the newest first."""

    scope = "disputes"
    serializer_class = KittyEntrySerializer
    filterset_class = KittyFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[KittyEntry]:
        return kitty_entries(self.viewer)

    @extend_schema(request=SpendingInput, responses={201: KittyEntrySerializer})
    def create(self, request: Request) -> Response:
        """Enter a spending."""
        return self.answer(spend_from_kitty(**self.read(SpendingInput), **self.who), status=201)
