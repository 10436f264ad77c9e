"""Objections to payslips over the API (Y4)."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from payroll.actions.objecting import LONGEST, answer_objection, object_to_line
from payroll.domain.objections import ObjectionEvent
from payroll.filters.adjustments import PayObjectionFilter
from payroll.models import PayObjection, PayslipLine
from payroll.queries.objections.lists import objections_of
from support_desk.shared.api.fields import InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import ReadOnlyResource


class PayObjectionSerializer(serializers.Serializer[PayObjection]):
    """An objection to the `line` of a `payslip`. `written_by`: who wrote it down for who has left, and how it
    `came_by`. `adjustment`: the correction that it led to. `allowed_actions`: what the caller may do with it now."""

    id = serializers.IntegerField()
    payslip = serializers.IntegerField(source="line.payslip_id")
    line = serializers.IntegerField(source="line_id")
    code = serializers.CharField(source="line.code")
    employee = ReferenceField()
    text = serializers.CharField()
    written_by = ReferenceField(allow_null=True)
    came_by = serializers.CharField()
    at = InstantField()
    state = serializers.CharField()
    answer = serializers.CharField()
    answered_by = ReferenceField(allow_null=True)
    answered_at = InstantField(allow_null=True)
    adjustment = serializers.IntegerField(source="adjustment_id", allow_null=True)
    allowed_actions = serializers.SerializerMethodField()
    changed_at = InstantField()

    def get_allowed_actions(self, objection: Any) -> list[str]:
        return [event.value for event in ObjectionEvent] if objection.turn == 0 else []


class ObjectionInput(Input):
    """What is wrong with which line of one's own payslip; of somebody who has left `came_by`: how it came."""

    line = VisibleField(PayslipLine.objects.select_related("payslip__employee", "payslip__department", "payslip__run"))
    text = serializers.CharField(max_length=LONGEST)
    came_by = serializers.ChoiceField(choices=PayObjection.Way.choices, default="", allow_blank=True)


class AnswerInput(Input):
    """In words for the employee."""

    answer = serializers.CharField(max_length=LONGEST)


class PayObjectionViewSet(ReadOnlyResource):
    """Objections that the caller sees, the newest first."""

    scope = "pay"
    serializer_class = PayObjectionSerializer
    filterset_class = PayObjectionFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[PayObjection]:
        return objections_of(self.viewer)

    @extend_schema(request=ObjectionInput, responses={201: PayObjectionSerializer})
    def create(self, request: Request) -> Response:
        """Object to a line of one's own payslip."""
        return self.answer(object_to_line(**self.read(ObjectionInput), **self.who), status=201)

    @verb(AnswerInput, PayObjectionSerializer)
    def uphold(self, request: Request, pk: str) -> Response:
        """The line is wrong; a correction follows."""
        return self._answer(ObjectionEvent.UPHOLD)

    @verb(AnswerInput, PayObjectionSerializer)
    def reject(self, request: Request, pk: str) -> Response:
        """The line is right."""
        return self._answer(ObjectionEvent.REJECT)

    def _answer(self, event: ObjectionEvent) -> Response:
        objection = self.get_object()
        return self.answer(answer_objection(objection=objection, event=event, **self.read(AnswerInput), **self.who))
