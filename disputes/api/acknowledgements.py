"""Acknowledgements: who has read which version of a rule (D2)."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.actions.regulations.acknowledging import acknowledge, ask_to_acknowledge
from disputes.filters.regulations import AcknowledgementFilter
from disputes.models import Acknowledgement, RegulationVersion
from support_desk.shared.api.fields import InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.models import Employee


class AcknowledgementSerializer(serializers.Serializer[Acknowledgement]):
    """A person has read a version of a rule."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    regulation = serializers.IntegerField(source="version.regulation_id")
    version = serializers.IntegerField(source="version_id")
    number = serializers.IntegerField(source="version.number")
    acknowledged_at = InstantField()
    changed_at = InstantField()


class AcknowledgementInput(Input):
    """The version that the caller has read, by its id."""

    version = VisibleField(RegulationVersion.objects.all())


class AskInput(AcknowledgementInput):
    """Who is asked to read it."""

    employee = VisibleField(Employee.objects.all())


class AskedSerializer(serializers.Serializer[dict[str, bool]]):
    """`told` false: they were asked today already."""

    told = serializers.BooleanField()


class AcknowledgementViewSet(ReadOnlyResource):
    """Who has read which rule."""

    scope = "disputes"
    serializer_class = AcknowledgementSerializer
    filterset_class = AcknowledgementFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[Acknowledgement]:
        return Acknowledgement.objects.visible_to(self.viewer).select_related("employee", "version")

    @extend_schema(request=AcknowledgementInput, responses={201: AcknowledgementSerializer})
    def create(self, request: Request) -> Response:
        """Say that you have read a version."""
        return self.answer(acknowledge(**self.read(AcknowledgementInput), **self.who), status=201)

    @extend_schema(request=AskInput, responses={200: AskedSerializer})
    @action(detail=False, methods=["post"])
    def ask(self, request: Request) -> Response:
        """Ask a colleague to read a version."""
        return Response({"told": ask_to_acknowledge(**self.read(AskInput), **self.who)})
