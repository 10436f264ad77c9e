"""How a task looks from outside."""

from django.db.models import F, QuerySet
from rest_framework import serializers

from support_desk.shared.api.fields import InstantField, ReferenceField
from support_desk.shared.viewer import Viewer
from tickets.domain.tasks import TaskEvent
from tickets.models import Task, TaskStatus
from tickets.task_permissions import task_events


def verb_of(event: TaskEvent) -> str:
    """How an event is written in an address."""
    return event.value.replace("_", "-")


class TaskSerializer(serializers.Serializer[Task]):
    """Work handed to a specialist. `rank` orders the specialist's day, the smallest first; `agreed_minutes` is what the
    client has agreed to, null until then; `wish` is the message in which the client asks for changes of what was handed
    over, until the manager has decided; `allowed_actions` are the verbs that the caller may use now."""

    id = serializers.IntegerField()
    ticket = serializers.IntegerField(source="ticket_number")
    title = serializers.CharField()
    formulation = serializers.CharField()
    acceptance_criteria = serializers.CharField()
    skill = ReferenceField(allow_null=True)
    assignee = ReferenceField(allow_null=True)
    manager = ReferenceField()
    status = serializers.ChoiceField(choices=TaskStatus.choices)
    is_critical = serializers.BooleanField()
    rank = serializers.IntegerField()
    deadline_at = InstantField(allow_null=True)
    agreed_minutes = serializers.IntegerField(allow_null=True)
    wish = serializers.IntegerField(source="wish_id", allow_null=True)
    rework_count = serializers.IntegerField()
    created_at = InstantField()
    accepted_at = InstantField(allow_null=True)
    checked_at = InstantField(allow_null=True)
    finished_at = InstantField(allow_null=True)
    changed_at = InstantField()
    allowed_actions = serializers.SerializerMethodField()

    def get_allowed_actions(self, task: Task) -> list[str]:
        viewer: Viewer = self.context["request"].viewer
        events = task_events(viewer, task)
        deciding = ["take-as-rework", "take-as-new-task"] if task.wish_id and TaskEvent.ASK_CHANGES in events else []
        return [verb_of(event) for event in events] + deciding


def shown_tasks(viewer: Viewer) -> QuerySet[Task]:
    """The viewer's tasks with all that the serializer shows, in one statement."""
    whole = Task.objects.visible_to(viewer).select_related("ticket__project", "skill", "assignee", "manager")
    return whole.defer("ticket__search").annotate(ticket_number=F("ticket__number"))
