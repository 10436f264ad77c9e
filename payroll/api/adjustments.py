"""Additions and corrections over the API (Y5)."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from payroll.actions.agreeing import LONGEST, consent_to, decide_adjustment
from payroll.actions.correcting import correct_payslip
from payroll.actions.minus import Minus
from payroll.actions.proposing import propose_addition, reverse_line
from payroll.domain.adjustments import AdjustmentEvent
from payroll.domain.corrections import Change
from payroll.filters.adjustments import PayAdjustmentFilter
from payroll.models import PayAdjustment, PayObjection, Payslip, PayslipLine
from payroll.queries.adjustments.lists import adjustment_row, adjustments_of
from payroll.queries.runs.readable import readable_payslips
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import DeskViewSet, ReadOnlyResource
from workload.models import Employee

RUBLES: dict[str, Any] = {"max_digits": 12, "decimal_places": 2}


class PayAdjustmentSerializer(serializers.Serializer[PayAdjustment]):
    """An addition, or a correction of the line `corrects` of a closed payslip. `month`: with which it is paid;
    `payslip`: which has paid it. `allowed_actions`: what the caller may do with it now."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    department = ReferenceField()
    kind = serializers.CharField()
    state = serializers.CharField()
    month = DayField()
    amount = serializers.DecimalField(**RUBLES)
    reason = serializers.CharField()
    corrects = serializers.IntegerField(source="corrects_id", allow_null=True)
    ground = serializers.CharField()
    consented_on = DayField(allow_null=True)
    proposed_by = ReferenceField()
    proposed_at = InstantField()
    decided_by = ReferenceField(allow_null=True)
    decided_at = InstantField(allow_null=True)
    payslip = serializers.IntegerField(source="payslip_id", allow_null=True)
    allowed_actions = serializers.SerializerMethodField()
    changed_at = InstantField()

    def get_allowed_actions(self, adjustment: Any) -> list[str]:
        row = adjustment_row(adjustment, self.context["request"].viewer)
        allowed = [event.value for event in AdjustmentEvent] if row.may_decide else []
        if row.may_take_back:
            allowed = [AdjustmentEvent.REFUSE.value]
        return [*allowed, *(["consent"] if row.is_own and row.needs_consent else [])]


class MinusInput(Input):
    """`ground`: of a sum below zero; the employee consents on their page."""

    reason = serializers.CharField(max_length=LONGEST)
    ground = serializers.ChoiceField(PayAdjustment.Ground.choices, required=False, allow_blank=True, default="")


class AdditionInput(MinusInput):
    """A sum beside the plan; `month` (any day of it) left out: the first one that is not paid yet."""

    employee = VisibleField(Employee.objects.all())
    amount = serializers.DecimalField(**RUBLES)
    month = DayField(required=False, allow_null=True, default=None)


class ReversalInput(MinusInput):
    """How much of a settlement or an adjustment of a closed payslip is turned back."""

    amount = serializers.DecimalField(**RUBLES)


class ChangeInput(serializers.Serializer[Any]):
    """A figure as it should have been. `section`: from 1; `what`: worked_hours, worked_days, offers, the code of a
    measure, or that code with `.target`."""

    section = serializers.IntegerField(min_value=1, max_value=31)
    what = serializers.CharField(max_length=40)
    value = serializers.DecimalField(max_digits=30, decimal_places=15, min_value=0)


class PayslipField(VisibleField):
    """The id of a payslip that the caller reads, also for answering for somebody's pay one level up."""

    def visible_rows(self) -> QuerySet[Payslip]:
        return readable_payslips(self.context["request"].viewer)


class PayCorrectionInput(MinusInput):
    """What was wrong in a closed payslip, and the upheld objection that has led to it."""

    payslip = PayslipField(Payslip.objects.all())
    changes = ChangeInput(many=True)
    objection = VisibleField(PayObjection.objects.all(), required=False, allow_null=True, default=None)


class NoteInput(Input):
    """Why; needed to refuse."""

    note = serializers.CharField(max_length=LONGEST, allow_blank=True, required=False, default="")


class NothingInput(Input):
    """Nothing is told besides."""


class PayAdjustmentViewSet(ReadOnlyResource):
    """Additions and corrections that the caller sees, the newest first."""

    scope = "pay"
    serializer_class = PayAdjustmentSerializer
    filterset_class = PayAdjustmentFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[PayAdjustment]:
        return adjustments_of(self.viewer)

    @extend_schema(request=AdditionInput, responses={201: PayAdjustmentSerializer})
    def create(self, request: Request) -> Response:
        """Propose an addition."""
        data = self.read(AdditionInput)
        minus = Minus(data.pop("ground"))
        return self.answer(propose_addition(**data, minus=minus, **self.who), status=201)

    @verb(NoteInput, PayAdjustmentSerializer)
    def agree(self, request: Request, pk: str) -> Response:
        """It goes into the next payslip; what was computed with it as well."""
        return self._decide(AdjustmentEvent.AGREE)

    @verb(NoteInput, PayAdjustmentSerializer)
    def refuse(self, request: Request, pk: str) -> Response:
        """Nothing is paid or taken."""
        return self._decide(AdjustmentEvent.REFUSE)

    @verb(NothingInput, PayAdjustmentSerializer)
    def consent(self, request: Request, pk: str) -> Response:
        """The employee consents to what is taken."""
        adjustment = self.get_object()
        self.read(NothingInput)
        return self.answer(consent_to(adjustment=adjustment, **self.who))

    def _decide(self, event: AdjustmentEvent) -> Response:
        adjustment = self.get_object()
        return self.answer(decide_adjustment(adjustment=adjustment, event=event, **self.read(NoteInput), **self.who))


class PayCorrectionViewSet(DeskViewSet):
    """Closed payslips are corrected here, and the corrections read with the other adjustments."""

    scope = "pay"
    serializer_class = PayAdjustmentSerializer
    change_columns = None

    def rows(self) -> QuerySet[PayAdjustment]:
        return adjustments_of(self.viewer)

    @extend_schema(request=PayCorrectionInput, responses={201: PayAdjustmentSerializer(many=True)})
    def create(self, request: Request) -> Response:
        """Compute a closed payslip anew and propose the difference, a correction for each line of it."""
        data = self.read(PayCorrectionInput)
        changes = [Change(one["section"] - 1, one["what"], f"{one['value'].normalize():f}") for one in data["changes"]]
        rows = correct_payslip(
            payslip=data["payslip"],
            changes=changes,
            reason=data["reason"],
            objection=data["objection"],
            minus=Minus(data["ground"]),
            **self.who,
        )
        seen = self.rows().filter(pk__in=[row.pk for row in rows]).order_by("pk")
        return Response(self.get_serializer(seen, many=True).data, status=201)


class PayslipLineViewSet(DeskViewSet):
    """Lines of closed payslips that no facts were counted for."""

    scope = "pay"
    serializer_class = PayAdjustmentSerializer
    change_columns = None

    def rows(self) -> QuerySet[PayslipLine]:
        return PayslipLine.objects.filter(payslip__in=readable_payslips(self.viewer).values("pk"))

    @verb(ReversalInput, PayAdjustmentSerializer, status=201)
    def reverse(self, request: Request, pk: str) -> Response:
        """Turn back as much of it as was wrong."""
        line, data = self.get_object(), self.read(ReversalInput)
        minus = Minus(data.pop("ground"))
        row = reverse_line(line=line, **data, minus=minus, **self.who)
        seen = adjustments_of(self.viewer).get(pk=row.pk)
        return Response(self.get_serializer(seen).data, status=201)
