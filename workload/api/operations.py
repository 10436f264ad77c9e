"""The catalogue of standard work (W6)."""

from django.db.models import QuerySet
from rest_framework import serializers

from support_desk.shared.api.fields import InstantField, ReferenceField
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.filters import OperationFilter
from workload.models import Operation


class OperationSerializer(serializers.Serializer[Operation]):
    """An operation. `norm_minutes`: for one unit, in force today; null where no norm is set. `importance`, 1 to 5: how
    much it matters that somebody new can do it."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()
    kind = serializers.ChoiceField(choices=Operation.Kind.choices)
    department = ReferenceField(allow_null=True)
    is_billable = serializers.BooleanField()
    free_minutes = serializers.IntegerField()
    importance = serializers.IntegerField()
    norm_minutes = serializers.IntegerField(allow_null=True)
    is_active = serializers.BooleanField()
    changed_at = InstantField()


class OperationViewSet(ReadOnlyResource):
    """Operations with their norm of today."""

    scope = "time"
    serializer_class = OperationSerializer
    filterset_class = OperationFilter
    orderings = ("name", "-name", "code", "-code", "id", "-id")

    def rows(self) -> QuerySet[Operation]:
        operations = Operation.objects.visible_to(self.viewer).select_related("department")
        return operations.with_norm_on(self.viewer.at.date())
