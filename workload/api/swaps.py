"""Shifts offered to colleagues (L1)."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.actions.swapping import (
    agree_to_swap,
    approve_swap,
    decline_swap,
    offer_shift,
    refuse_swap,
    withdraw_swap,
)
from workload.filters import SwapFilter
from workload.models import Employee, Shift, ShiftSwap
from workload.roster_permissions import swap_events_for


class SwapSerializer(serializers.Serializer[ShiftSwap]):
    """`asker` gives the shift of these times to `colleague`, for the wanted one of theirs or for nothing. `events`:
    what the caller may do now."""

    id = serializers.IntegerField()
    asker = ReferenceField()
    colleague = ReferenceField()
    department = ReferenceField()
    starts_at = InstantField()
    ends_at = InstantField()
    wanted_starts_at = InstantField(allow_null=True)
    wanted_ends_at = InstantField(allow_null=True)
    state = serializers.CharField()
    note = serializers.CharField()
    decision_note = serializers.CharField()
    events = serializers.SerializerMethodField()
    changed_at = InstantField()

    def get_events(self, row: ShiftSwap) -> list[str]:
        return [event.value for event in swap_events_for(self.context["view"].viewer, row)]


class SwapInput(Input):
    """One's own shift, for whom, and for which of theirs."""

    shift = VisibleField(Shift.objects.all())
    colleague = VisibleField(Employee.objects.all())
    wanted = VisibleField(Shift.objects.all(), required=False, allow_null=True)
    note = serializers.CharField(max_length=500, allow_blank=True, required=False)


class DeclineInput(Input):
    """Why, if one likes."""

    note = serializers.CharField(max_length=500, allow_blank=True, required=False)


class RefuseInput(Input):
    """Why."""

    note = serializers.CharField(max_length=500)


class SwapViewSet(ReadOnlyResource):
    """Shifts offered to colleagues."""

    scope = "people"
    serializer_class = SwapSerializer
    filterset_class = SwapFilter
    orderings = ("id", "-id")

    def rows(self) -> QuerySet[ShiftSwap]:
        return ShiftSwap.objects.visible_to(self.viewer).select_related("asker", "colleague", "department")

    @extend_schema(request=SwapInput, responses={201: SwapSerializer})
    def create(self, request: Request) -> Response:
        """Offer a shift."""
        return self.answer(offer_shift(**self.read(SwapInput), **self.who), status=201)

    @verb(NothingInput, SwapSerializer)
    def agree(self, request: Request, pk: str) -> Response:
        """Take it, if the head approves."""
        row, _nothing = self.get_object(), self.read(NothingInput)
        return self.answer(agree_to_swap(swap=row, **self.who))

    @verb(DeclineInput, SwapSerializer)
    def decline(self, request: Request, pk: str) -> Response:
        """Do not take it."""
        row, data = self.get_object(), self.read(DeclineInput)
        return self.answer(decline_swap(swap=row, **data, **self.who))

    @verb(NothingInput, SwapSerializer)
    def withdraw(self, request: Request, pk: str) -> Response:
        """Take the offer back."""
        row, _nothing = self.get_object(), self.read(NothingInput)
        return self.answer(withdraw_swap(swap=row, **self.who))

    @verb(NothingInput, SwapSerializer)
    def approve(self, request: Request, pk: str) -> Response:
        """Let both shifts change hands."""
        row, _nothing = self.get_object(), self.read(NothingInput)
        return self.answer(approve_swap(swap=row, **self.who))

    @verb(RefuseInput, SwapSerializer)
    def refuse(self, request: Request, pk: str) -> Response:
        """Say no, with a reason."""
        row, data = self.get_object(), self.read(RefuseInput)
        return self.answer(refuse_swap(swap=row, **data, **self.who))
