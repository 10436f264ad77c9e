"""Policies of points: what was, is and will be in force; one is set for a month to come (D0, M2)."""

from collections.abc import Mapping
from typing import Any, Final

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.actions.point_policies import LIMITS, STAKES, TERMS, set_point_policy
from disputes.filters.settlements import PointPolicyFilter
from disputes.models import PointPolicy
from disputes.queries.point_policies import point_policies
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.models import Department, Employee

SMALL: Final = 32_767
SIGNED: Final = ("both_right_initiator", "both_right_respondent", "both_wrong_initiator", "both_wrong_respondent")
EMPTY: Final = ("open_at_once", "a_month")


def number_fields(**over: Any) -> Mapping[str, serializers.IntegerField]:
    """Stakes, terms and limits by name: small whole numbers, some below zero, some empty."""
    return {
        name: serializers.IntegerField(
            min_value=-SMALL if name in SIGNED else 0, max_value=SMALL, allow_null=name in EMPTY, **over
        )
        for name in (*STAKES, *TERMS, *LIMITS)
    }


class PointPolicySerializer(serializers.Serializer[PointPolicy]):
    """Without a `department`: for all that have none of their own. Money in rubles; null: no limit."""

    id = serializers.IntegerField()
    department = ReferenceField(allow_null=True)
    starts_on = DayField()
    kind = serializers.ChoiceField(PointPolicy.Kind.choices)
    rate = serializers.DecimalField(max_digits=9, decimal_places=2)
    guard_percent = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)
    silence_counts = serializers.BooleanField()
    controller = ReferenceField(allow_null=True)
    controller_cap = serializers.DecimalField(max_digits=11, decimal_places=2, allow_null=True)
    set_by = ReferenceField(allow_null=True)
    changed_at = InstantField()

    def get_fields(self) -> Any:
        return {**super().get_fields(), **number_fields()}


class PointPolicyInput(Input):
    """From which first of a month, and what is otherwise than the standard. `department` left out: for all without one
    of their own."""

    department = VisibleField(Department.objects.all(), required=False, allow_null=True)
    starts_on = DayField()
    kind = serializers.ChoiceField(PointPolicy.Kind.choices)
    rate = serializers.DecimalField(max_digits=9, decimal_places=2, required=False)
    guard_percent = serializers.DecimalField(max_digits=5, decimal_places=2, required=False, allow_null=True)
    silence_counts = serializers.BooleanField(required=False)
    controller = VisibleField(Employee.objects.all(), required=False, allow_null=True)
    controller_cap = serializers.DecimalField(max_digits=11, decimal_places=2, required=False, allow_null=True)

    def get_fields(self) -> Any:
        return {**super().get_fields(), **number_fields(required=False)}


class PointPolicyViewSet(ReadOnlyResource):
    """Policies, the newest first."""

    scope = "disputes"
    serializer_class = PointPolicySerializer
    filterset_class = PointPolicyFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[PointPolicy]:
        return point_policies(self.viewer)

    @extend_schema(request=PointPolicyInput, responses={201: PointPolicySerializer})
    def create(self, request: Request) -> Response:
        """Set a policy from the first of a month to come on."""
        data = self.read(PointPolicyInput)
        department, starts_on = data.pop("department", None), data.pop("starts_on")
        made = set_point_policy(department=department, starts_on=starts_on, values=data, **self.who)
        return self.answer(made, status=201)
