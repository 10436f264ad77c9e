"""Instructions: how an operation is done, and how long it takes to learn (L9)."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from support_desk.shared.api.fields import InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import KeptResource
from workload.actions.onboarding.instructions import create_instruction, update_instruction
from workload.filters import InstructionFilter
from workload.models import Instruction, Operation
from workload.models.onboarding import LONGEST_LESSON


class InstructionSerializer(serializers.Serializer[Instruction]):
    """A text, a link, or both. `minutes`: how long it takes to learn."""

    id = serializers.IntegerField()
    operation = ReferenceField()
    title = serializers.CharField()
    text = serializers.CharField()
    link = serializers.CharField()
    minutes = serializers.IntegerField()
    is_active = serializers.BooleanField()
    changed_at = InstantField()


def text_field() -> serializers.CharField:
    return serializers.CharField(max_length=10_000, allow_blank=True, required=False)


def link_field() -> serializers.URLField:
    return serializers.URLField(max_length=500, allow_blank=True, required=False)


def minutes_field() -> serializers.IntegerField:
    return serializers.IntegerField(min_value=1, max_value=LONGEST_LESSON, required=False)


class InstructionInput(Input):
    """A new instruction, with a text, a link, or both."""

    operation = VisibleField(Operation.objects.all())
    title = serializers.CharField(max_length=120)
    text = text_field()
    link = link_field()
    minutes = minutes_field()


class InstructionChange(Input):
    """What can be changed of an instruction; plans keep what they have until they are laid out anew."""

    title = serializers.CharField(max_length=120, required=False)
    text = text_field()
    link = link_field()
    minutes = minutes_field()
    is_active = serializers.BooleanField(required=False)


class InstructionViewSet(KeptResource):
    """Instructions that onboarding plans teach."""

    scope = "people"
    serializer_class = InstructionSerializer
    input_class = InstructionInput
    change_class = InstructionChange
    filterset_class = InstructionFilter
    orderings = ("title", "-title", "id", "-id")

    def rows(self) -> QuerySet[Instruction]:
        return Instruction.objects.visible_to(self.viewer).select_related("operation")

    def make(self, data: dict[str, Any]) -> Instruction:
        return create_instruction(**data, **self.who)

    def change(self, row: Instruction, data: dict[str, Any]) -> Instruction:
        return update_instruction(instruction=row, **data, **self.who)
