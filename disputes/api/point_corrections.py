"""Corrections of points by the director (D10)."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.actions.correcting_points import MOST, correct_points
from disputes.models import Dispute, Posting
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import DeskViewSet
from workload.models import Employee


class CorrectionSerializer(serializers.Serializer[Posting]):
    """The posting of a correction. `month`: the one it counts in, its first day."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    department = ReferenceField()
    month = DayField()
    points = serializers.IntegerField()
    dispute = serializers.IntegerField(source="dispute_id", allow_null=True)
    reason = serializers.CharField()
    posted_by = ReferenceField()
    posted_at = InstantField()


class CorrectionInput(Input):
    """Whose points, by how many (below zero takes them), and why."""

    employee = VisibleField(Employee.objects.all())
    points = serializers.IntegerField(min_value=-MOST, max_value=MOST)
    reason = serializers.CharField(max_length=500)
    dispute = VisibleField(Dispute.objects.all(), required=False, allow_null=True)


class PointCorrectionViewSet(DeskViewSet):
    """Corrections are posted here, and read with the other points."""

    scope = "disputes"
    serializer_class = CorrectionSerializer

    def rows(self) -> QuerySet[Posting]:
        rows = Posting.objects.visible_to(self.viewer).filter(cause=Posting.Cause.CORRECTION)
        return rows.select_related("employee", "department", "posted_by")

    @extend_schema(request=CorrectionInput, responses={201: CorrectionSerializer})
    def create(self, request: Request) -> Response:
        """Correct somebody's points, never one's own."""
        return self.answer(correct_points(**self.read(CorrectionInput), **self.who), status=201)
