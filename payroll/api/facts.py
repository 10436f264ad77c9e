"""Facts of pay over the API: told by a programme once each, taken back, never changed (Y2)."""

from decimal import Decimal

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from payroll.actions.facts.entering import ToldFact, enter_fact
from payroll.actions.facts.taking_back import LONGEST_REASON, take_fact_back
from payroll.filters.facts import PayFactFilter
from payroll.models import PayFact
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import ReadOnlyResource
from tickets.models import Client
from workload.models import Employee


class PayFactSerializer(serializers.Serializer[PayFact]):
    """A fact. `amount`: points of an offer, rubles else; below zero for one that takes back what `reverses` names.
    `source_name`, `reference`: where it was read and its number there."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    department = ReferenceField()
    kind = serializers.CharField()
    happened_on = DayField()
    amount = serializers.DecimalField(max_digits=14, decimal_places=2)
    title = serializers.CharField()
    client = ReferenceField(allow_null=True)
    source_name = serializers.CharField(source="source")
    reference = serializers.CharField()
    url = serializers.CharField()
    reverses = serializers.IntegerField(source="reverses_id", allow_null=True)
    reason = serializers.CharField()
    created_by = ReferenceField(allow_null=True)
    created_at = InstantField()
    changed_at = InstantField()


class PayFactInput(Input):
    """What somebody sold, or was to collect, on a day; what was collected stands on the day its invoice fell due. A
    number of a source is taken once a kind."""

    employee = VisibleField(Employee.objects.all())
    kind = serializers.ChoiceField(PayFact.Kind.choices)
    happened_on = DayField()
    amount = serializers.DecimalField(max_digits=14, decimal_places=2, min_value=Decimal("0.01"))
    title = serializers.CharField(max_length=200)
    client = VisibleField(Client.objects.all(), required=False, allow_null=True)
    source_name = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    reference = serializers.CharField(max_length=100, required=False, allow_blank=True, default="")
    url = serializers.URLField(max_length=500, required=False, allow_blank=True, default="")


class PayFactReasonInput(Input):
    """Why it is wrong; the person reads it."""

    reason = serializers.CharField(max_length=LONGEST_REASON)


class PayFactViewSet(ReadOnlyResource):
    """Facts of pay that the caller sees, and the rows that take some of them back."""

    scope = "pay"
    serializer_class = PayFactSerializer
    filterset_class = PayFactFilter
    orderings = ("-id", "id", "-happened_on", "happened_on")

    def rows(self) -> QuerySet[PayFact]:
        seen = PayFact.objects.visible_to(self.viewer)
        return seen.select_related("employee", "department", "client", "created_by")

    @extend_schema(request=PayFactInput, responses={201: PayFactSerializer})
    def create(self, request: Request) -> Response:
        """Enter a fact of somebody else's pay."""
        data = self.read(PayFactInput)
        client: Client | None = data.pop("client", None)
        told = ToldFact(
            employee_id=data.pop("employee").pk,
            client_id=None if client is None else client.pk,
            source=data.pop("source_name"),
            **data,
        )
        return self.answer(enter_fact(told=told, **self.who), status=201)

    @verb(PayFactReasonInput, PayFactSerializer, status=201, path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        """The row that takes it back; twice is once."""
        fact = self.get_object()
        return self.answer(take_fact_back(fact=fact, **self.read(PayFactReasonInput), **self.who), status=201)
