"""Leave slips: signed by cover and colleagues, who learn who and when and never why (L2, P2)."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.actions.leave_slips.naming import MOST_COLLEAGUES, name_signers
from workload.actions.leave_slips.signing import agree_to_slip, decline_slip
from workload.filters import LeaveSlipFilter
from workload.models import Employee, LeaveSlip, SignOff
from workload.queries.slip_words import waits_for


class SignOffSerializer(serializers.Serializer[SignOff]):
    """A signature: of the cover or of a colleague."""

    person = ReferenceField()
    kind = serializers.CharField()
    state = serializers.CharField()
    asked_at = InstantField()
    signed_at = InstantField(allow_null=True)


class LeaveSlipSerializer(serializers.Serializer[LeaveSlip]):
    """The slip of an absence, without its type. `waits_for`: whose signature is missing, "" when none is."""

    id = serializers.IntegerField()
    absence = serializers.IntegerField(source="absence_id")
    employee = ReferenceField(source="absence.employee")
    starts_on = DayField(source="absence.starts_on")
    ends_on = DayField(source="absence.ends_on")
    state = serializers.CharField()
    waits_for = serializers.SerializerMethodField()
    sign_offs = SignOffSerializer(many=True)
    changed_at = InstantField()

    def get_waits_for(self, slip: LeaveSlip) -> str:
        return waits_for(slip, list(slip.sign_offs.all()))


class AgreeInput(Input):
    """A word, if any."""

    note = serializers.CharField(max_length=500, allow_blank=True, required=False)


class DeclineInput(Input):
    """Why."""

    note = serializers.CharField(max_length=500)


class SignersInput(Input):
    """Another cover, other colleagues; what is left out stays, without whoever has declined."""

    cover = VisibleField(Employee.objects.all(), required=False)
    colleagues = serializers.ListField(
        child=VisibleField(Employee.objects.all()), required=False, max_length=MOST_COLLEAGUES
    )


class LeaveSlipViewSet(ReadOnlyResource):
    """Leave slips. The absence itself is approved or rejected under `absences`."""

    scope = "people"
    serializer_class = LeaveSlipSerializer
    filterset_class = LeaveSlipFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[LeaveSlip]:
        signs = Prefetch("sign_offs", SignOff.objects.select_related("person"))
        return LeaveSlip.objects.visible_to(self.viewer).select_related("absence__employee").prefetch_related(signs)

    @extend_schema(request=AgreeInput, responses={200: LeaveSlipSerializer})
    @action(detail=True, methods=["post"])
    def agree(self, request: Request, pk: str) -> Response:
        """Agree, as the cover or a colleague."""
        return self.answer(agree_to_slip(slip=self.get_object(), **self.read(AgreeInput), **self.who))

    @extend_schema(request=DeclineInput, responses={200: LeaveSlipSerializer})
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        """Decline, with a reason: the slip goes back to the person."""
        return self.answer(decline_slip(slip=self.get_object(), **self.read(DeclineInput), **self.who))

    @extend_schema(request=SignersInput, responses={200: LeaveSlipSerializer})
    @action(detail=True, methods=["post"])
    def signers(self, request: Request, pk: str) -> Response:
        """Name another cover or other colleagues."""
        data: dict[str, Any] = self.read(SignersInput)
        return self.answer(name_signers(slip=self.get_object(), **data, **self.who))
