"""Runs of pay: read, confirmed, approved, sent back (Y5, P4)."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from payroll.actions.runs.approving import approve_run
from payroll.actions.runs.deciding import confirm_run, send_back
from payroll.filters.runs import PayRunFilter
from payroll.models import PayRun
from payroll.queries.runs.readable import readable_runs
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField
from support_desk.shared.api.inputs import Input
from support_desk.shared.api.viewsets import ReadOnlyResource


class PayRunSerializer(serializers.Serializer[PayRun]):
    """Payslips that are confirmed and approved together. `tier`: of the staff, or the head's own. `leaver`: whose last
    payslip it is, else null. `problems`: who could not be computed, and why. `digest`: SHA-256 of its payslips; send it
    back with a yes. `note`: why it was sent back."""

    id = serializers.IntegerField()
    period = serializers.IntegerField(source="period_id")
    department = ReferenceField(source="period.department")
    month = DayField(source="period.month")
    kind = serializers.ChoiceField(PayRun.Kind.choices)
    tier = serializers.ChoiceField(PayRun.Tier.choices)
    leaver = ReferenceField(allow_null=True)
    state = serializers.ChoiceField(PayRun.State.choices)
    people_count = serializers.IntegerField()
    total = serializers.DecimalField(max_digits=14, decimal_places=2)
    problems = serializers.SerializerMethodField()
    digest = serializers.CharField()
    started_at = InstantField()
    drafted_at = InstantField(allow_null=True)
    confirmed_by = ReferenceField(allow_null=True)
    confirmed_at = InstantField(allow_null=True)
    approved_by = ReferenceField(allow_null=True)
    approved_at = InstantField(allow_null=True)
    note = serializers.CharField()
    changed_at = InstantField()

    def get_problems(self, run: PayRun) -> list[dict[str, Any]]:
        return [{"employee": employee, "reason": sentence} for employee, sentence in run.errors]


class SeenInput(Input):
    """`digest` of the run as it was read, so that a yes to another draft is refused as a conflict."""

    digest = serializers.CharField(max_length=64, required=False, default="")


class SendBackInput(Input):
    """What is wrong."""

    note = serializers.CharField(max_length=300)


class PayRunViewSet(ReadOnlyResource):
    """Runs of pay, the newest first."""

    scope = "pay"
    serializer_class = PayRunSerializer
    filterset_class = PayRunFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[PayRun]:
        people = ("confirmed_by", "approved_by", "leaver")
        return readable_runs(self.viewer).select_related("period__department", *people)

    @extend_schema(request=SeenInput, responses={200: PayRunSerializer})
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, pk: str) -> Response:
        """Confirm the run that was read."""
        return self.answer(confirm_run(run=self.get_object(), **self.read(SeenInput), **self.who))

    @extend_schema(request=SeenInput, responses={200: PayRunSerializer})
    @action(detail=True, methods=["post"])
    def approve(self, request: Request, pk: str) -> Response:
        """Approve what another person has confirmed."""
        return self.answer(approve_run(run=self.get_object(), **self.read(SeenInput), **self.who))

    @extend_schema(request=SendBackInput, responses={200: PayRunSerializer})
    @action(detail=True, methods=["post"], url_path="send-back")
    def send_back(self, request: Request, pk: str) -> Response:
        """Discard the draft, with the reason."""
        return self.answer(send_back(run=self.get_object(), **self.read(SendBackInput), **self.who))
