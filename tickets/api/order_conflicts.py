"""Conflicts of order over the API: two managers over one specialist, listed and decided (W1)."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import InstantField, ReferenceField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import ReadOnlyResource
from support_desk.shared.viewer import Viewer
from tickets.actions.tasks.conflicts import LONGEST_REASON, order_tasks
from tickets.filters import OrderConflictFilter
from tickets.models import OrderConflict, Task
from tickets.task_permissions import heads_conflict, sides_of


class ConflictingTaskSerializer(serializers.Serializer[Task]):
    """One of two tasks; `ticket` and `title` are null where the caller does not see it."""

    id = serializers.IntegerField()
    ticket = serializers.IntegerField(allow_null=True)
    title = serializers.CharField(allow_null=True)
    manager = ReferenceField()


class OrderConflictSerializer(serializers.Serializer[OrderConflict]):
    """`task` was declined, being critical, because `against` fills the day. `proposed_first`: what one manager has
    proposed; `first`: what was settled, null until then. Both are ids of one of the two tasks."""

    id = serializers.IntegerField()
    specialist = ReferenceField()
    task = serializers.SerializerMethodField()
    against = serializers.SerializerMethodField()
    raised_at = InstantField()
    proposed_first = serializers.IntegerField(source="proposed_first_id", allow_null=True)
    proposed_by = ReferenceField(allow_null=True)
    first = serializers.IntegerField(source="first_id", allow_null=True)
    settled_at = InstantField(allow_null=True)
    settled_by = ReferenceField(allow_null=True)
    reason = serializers.CharField()
    allowed_actions = serializers.SerializerMethodField()

    @extend_schema_field(ConflictingTaskSerializer)
    def get_task(self, conflict: Any) -> dict[str, Any]:
        return side(conflict.task, is_read=conflict.reads_task)

    @extend_schema_field(ConflictingTaskSerializer)
    def get_against(self, conflict: Any) -> dict[str, Any]:
        return side(conflict.against, is_read=conflict.reads_against)

    def get_allowed_actions(self, conflict: OrderConflict) -> list[str]:
        viewer: Viewer = self.context["request"].viewer
        may = conflict.settled_at is None and (heads_conflict(viewer, conflict) or sides_of(viewer, conflict))
        return ["decide"] if may else []


class DecideInput(Input):
    """The id of the task that goes first, and why if it is worth saying."""

    first = serializers.IntegerField(min_value=1)
    reason = serializers.CharField(max_length=LONGEST_REASON, allow_blank=True, required=False)


def side(task: Task, *, is_read: bool) -> dict[str, Any]:
    """One of the two tasks, its words only for who may read them."""
    return {
        "id": task.pk,
        "ticket": task.ticket.number if is_read else None,
        "title": task.title if is_read else None,
        "manager": {"id": task.manager_id, "name": task.manager.name},
    }


class OrderConflictViewSet(ReadOnlyResource):
    """Conflicts between tasks one of which the caller sees, the newest first."""

    scope = "tasks"
    serializer_class = OrderConflictSerializer
    filterset_class = OrderConflictFilter
    orderings = ("-id", "id")
    change_columns = None

    def rows(self) -> QuerySet[OrderConflict]:
        sides = [f"{name}__{part}" for name in ("task", "against") for part in ("ticket__project", "manager")]
        seen = Task.objects.visible_to(self.viewer)
        return (
            OrderConflict.objects.visible_to(self.viewer)
            .select_related(*sides, "specialist", "proposed_by", "settled_by")
            .defer("task__ticket__search", "against__ticket__search")
            .annotate(
                reads_task=Exists(seen.filter(pk=OuterRef("task"))),
                reads_against=Exists(seen.filter(pk=OuterRef("against"))),
            )
        )

    @verb(DecideInput, OrderConflictSerializer)
    def decide(self, request: Request, pk: str) -> Response:
        """Say which task goes first: one manager proposes, the other agrees by saying the same, or the head decides."""
        conflict, data = self.get_object(), self.read(DecideInput)
        said = {"first": Task(pk=data["first"]), "reason": data.get("reason", "")}
        return self.answer(order_tasks(conflict=conflict, **said, **self.who))
