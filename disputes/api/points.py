"""The ledger of points: one's own postings, and what they add up to by month (D10)."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.filters.points import PointFilter
from disputes.models import Posting
from disputes.queries.point_balance import MonthOfPoints, own_months
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField
from support_desk.shared.api.viewsets import ReadOnlyResource


class PointSerializer(serializers.Serializer[Posting]):
    """One posting: points won or lost by one employee. `month`: the decision's, its first day. `mirrors`: the posting
    that this one takes back. `reason`: of a correction."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    department = ReferenceField()
    month = DayField()
    points = serializers.IntegerField()
    cause = serializers.ChoiceField(Posting.Cause.choices)
    dispute = serializers.IntegerField(source="dispute_id", allow_null=True)
    is_cross = serializers.BooleanField()
    mirrors = serializers.IntegerField(source="mirrors_id", allow_null=True)
    posted_at = InstantField()
    reason = serializers.CharField()
    changed_at = InstantField()


class MonthSerializer(serializers.Serializer[MonthOfPoints]):
    """One month of the caller: `lost` is 0 or less, `points` the sum of both."""

    month = DayField()
    won = serializers.IntegerField()
    lost = serializers.IntegerField()
    points = serializers.IntegerField()


class BalanceSerializer(serializers.Serializer[dict[str, Any]]):
    """The caller's months, the newest first, and the sum of all."""

    months = MonthSerializer(many=True)
    balance = serializers.IntegerField()


class PointViewSet(ReadOnlyResource):
    """Postings of the caller, and of the departments they lead, the newest first."""

    scope = "disputes"
    serializer_class = PointSerializer
    filterset_class = PointFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[Posting]:
        return Posting.objects.visible_to(self.viewer).select_related("employee", "department")

    @extend_schema(responses={200: BalanceSerializer})
    @action(detail=False, methods=["get"], pagination_class=None, filterset_class=None)
    def balance(self, request: Request) -> Response:
        """The caller's own points by month, and together."""
        months = own_months(self.viewer)
        body = {"months": months, "balance": sum(each.points for each in months)}
        return Response(BalanceSerializer(body).data)
