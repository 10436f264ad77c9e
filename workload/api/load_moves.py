"""What became of proposed moves (L7)."""

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import InstantField, ReferenceField
from support_desk.shared.api.inputs import NothingInput
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.actions.load_moves import undo_move
from workload.models import LoadMove


class LoadMoveSerializer(serializers.Serializer[LoadMove]):
    """A move that was applied, undone or turned down."""

    id = serializers.IntegerField()
    department = ReferenceField()
    key = serializers.CharField(source="work_key")
    title = serializers.CharField()
    url = serializers.CharField()
    from_employee = ReferenceField(allow_null=True)
    to_employee = ReferenceField()
    minutes = serializers.IntegerField()
    reasons = serializers.JSONField()
    state = serializers.CharField()
    decided_by = ReferenceField()
    decided_at = InstantField()
    undone_by = ReferenceField(allow_null=True)
    undone_at = InstantField(allow_null=True)
    changed_at = InstantField()


class LoadMoveViewSet(ReadOnlyResource):
    """Moves of work."""

    scope = "tasks"
    serializer_class = LoadMoveSerializer
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[LoadMove]:
        return LoadMove.objects.visible_to(self.viewer).select_related(
            "department", "from_employee", "to_employee", "decided_by", "undone_by"
        )

    @extend_schema(request=NothingInput, responses={200: LoadMoveSerializer})
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        """Give the work back, unless it has moved on."""
        self.read(NothingInput)
        return self.answer(undo_move(move=self.get_object(), **self.who))
