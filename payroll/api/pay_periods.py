"""Months of pay by department: frozen, opened again, drafted (Y5)."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from payroll.actions.runs.drafting import start_draft
from payroll.actions.runs.freezing import freeze_period, thaw_period
from payroll.filters.runs import PayPeriodFilter
from payroll.models import PayPeriod
from payroll.queries.runs.readable import readable_periods
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.models import Department


class PayPeriodSerializer(serializers.Serializer[PayPeriod]):
    """A department's month. Frozen: its facts take no more changes; closed: nothing of it ever changes."""

    id = serializers.IntegerField()
    department = ReferenceField()
    month = DayField()
    state = serializers.ChoiceField(PayPeriod.State.choices)
    frozen_at = InstantField(allow_null=True)
    frozen_by = ReferenceField(allow_null=True)
    closed_at = InstantField(allow_null=True)
    changed_at = InstantField()


class FreezeInput(Input):
    """Which month, as its first day. 409 `pay_not_ready` says what keeps its facts open."""

    department = VisibleField(Department.objects.all())
    month = DayField()

    def validate_month(self, value: Any) -> Any:
        if value.day != 1:
            raise serializers.ValidationError(_("Name the first day of the month."))
        return value


class PayPeriodViewSet(ReadOnlyResource):
    """Months of pay, the newest first. POST freezes one; then it is drafted."""

    scope = "pay"
    serializer_class = PayPeriodSerializer
    filterset_class = PayPeriodFilter
    orderings = ("-id", "id", "-month", "month")

    def rows(self) -> QuerySet[PayPeriod]:
        return readable_periods(self.viewer).select_related("department", "frozen_by")

    @extend_schema(request=FreezeInput, responses={201: PayPeriodSerializer})
    def create(self, request: Request) -> Response:
        return self.answer(freeze_period(**self.read(FreezeInput), **self.who), status=201)

    @extend_schema(request=NothingInput, responses={200: PayPeriodSerializer})
    @action(detail=True, methods=["post"])
    def thaw(self, request: Request, pk: str) -> Response:
        """Open the facts again; drafts are discarded."""
        self.read(NothingInput)
        return self.answer(thaw_period(period=self.get_object(), **self.who))

    @extend_schema(request=NothingInput, responses={200: PayPeriodSerializer})
    @action(detail=True, methods=["post"])
    def draft(self, request: Request, pk: str) -> Response:
        """Start to draft the payslips; `pay-runs` say when they are there."""
        self.read(NothingInput)
        period = self.get_object()
        start_draft(period=period, **self.who)
        return self.answer(period)
