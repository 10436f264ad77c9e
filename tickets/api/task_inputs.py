"""What the verbs of a task take."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from support_desk.shared.api.fields import InstantField, VisibleField
from support_desk.shared.api.inputs import Input
from tickets.actions.tasks.creating import LONGEST_CRITERIA, LONGEST_FORMULATION, LONGEST_TITLE, TaskSpec
from tickets.actions.tasks.stepping import LONGEST_TEXT
from tickets.models import DeclineReason, LetterItem, ReturnReason, Task, Ticket
from workload.models import Employee, Skill


class SkillField(VisibleField):
    """A skill, which every employee knows."""

    def visible_rows(self) -> QuerySet[Any]:
        return self.rows.all()


def text_field(**more: Any) -> serializers.CharField:
    return serializers.CharField(max_length=LONGEST_TEXT, **more)


class TaskChangeInput(Input):
    """A task's words and deadline; whatever is left out stays."""

    title = serializers.CharField(max_length=LONGEST_TITLE, required=False)
    formulation = serializers.CharField(max_length=LONGEST_FORMULATION, required=False)
    acceptance_criteria = serializers.CharField(max_length=LONGEST_CRITERIA, required=False)
    skill = SkillField(Skill.objects.all(), required=False, allow_null=True)
    deadline_at = InstantField(required=False, allow_null=True)
    is_critical = serializers.BooleanField(required=False)


class WishedTaskInput(Input):
    """A new task made of a client's wish, on the ticket of the old one."""

    title = serializers.CharField(max_length=LONGEST_TITLE)
    formulation = serializers.CharField(max_length=LONGEST_FORMULATION)
    acceptance_criteria = serializers.CharField(max_length=LONGEST_CRITERIA)
    skill = SkillField(Skill.objects.all(), required=False, allow_null=True)
    assignee = VisibleField(Employee.objects.all(), required=False, allow_null=True)
    deadline_at = InstantField(required=False, allow_null=True)
    is_critical = serializers.BooleanField(required=False)


class TicketTaskInput(WishedTaskInput):
    """A new task, offered to its assignee. `item`: the question of a letter that is delegated to it, whose words stand
    in for a `formulation` that is left out."""

    item = VisibleField(LetterItem.objects.all(), required=False, allow_null=True)
    formulation = serializers.CharField(max_length=LONGEST_FORMULATION, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs.get("item") and not attrs.get("formulation"):
            raise serializers.ValidationError({"formulation": self.fields["formulation"].error_messages["required"]})
        return attrs


class TaskInput(TicketTaskInput):
    """A new task of the ticket with this number."""

    ticket = VisibleField(Ticket.objects.select_related("project", "department"), lookup="number")


def spec_of(data: dict[str, Any]) -> TaskSpec:
    """What is said of a new task, without where it belongs."""
    said = {name: value for name, value in data.items() if name not in ("ticket", "item")}
    return TaskSpec(**{"formulation": "", **said})


class AskInput(Input):
    """What is unclear."""

    text = text_field()


class ExplainInput(Input):
    """The answer to the question."""

    text = text_field()


class WordInput(Input):
    """A word with the step, if there is one."""

    text = text_field(required=False, allow_blank=True)


class DeclineInput(Input):
    """Why; a critical task for being busy only with the task `against` it."""

    reason = serializers.ChoiceField(choices=DeclineReason.choices)
    text = text_field(required=False, allow_blank=True)
    against = VisibleField(Task.objects.all(), required=False, allow_null=True)


class OfferInput(Input):
    """To whom."""

    assignee = VisibleField(Employee.objects.all())
    text = text_field(required=False, allow_blank=True)


class ReturnInput(Input):
    """An objective reason, and what is missing."""

    reason = serializers.ChoiceField(choices=ReturnReason.choices)
    text = text_field()
