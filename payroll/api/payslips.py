"""Payslips over the API: a month of somebody, line by line, with all that it was computed from (Y3, Y5)."""

from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from payroll.filters.payslips import PayslipFilter
from payroll.models import LineEvidence, Payslip, PayslipLine
from payroll.queries.slips.found import slips_with_lines
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField
from support_desk.shared.api.viewsets import ReadOnlyResource

RUBLES: dict[str, Any] = {"max_digits": 12, "decimal_places": 2}


class LineEvidenceSerializer(serializers.Serializer[LineEvidence]):
    """What a line was measured by: ids of rows of `source_name`, each to be asked for where it lives. `figures`: of
    members [employee, target, fact]."""

    source_name = serializers.CharField(source="source")
    ids = serializers.ListField(child=serializers.IntegerField())
    figures = serializers.JSONField()


class PayslipLineSerializer(serializers.Serializer[PayslipLine]):
    """`section`: its place among `sections`, null for what belongs to none; `department` bears it. `adjustment_month`:
    the closed month that a correction mends. `inputs`: numbers as texts."""

    id = serializers.IntegerField()
    position = serializers.IntegerField()
    section = serializers.IntegerField(allow_null=True)
    department = ReferenceField()
    code = serializers.CharField()
    amount = serializers.DecimalField(**RUBLES)
    formula = serializers.CharField()
    inputs = serializers.JSONField()
    adjustment_month = DayField(allow_null=True)
    evidence = LineEvidenceSerializer(many=True)


class PayslipSerializer(serializers.Serializer[Payslip]):
    """A month of one person. `computed_from`: as `manage.py calculate pay` reads it; `digest`: of it and the answer.
    `state`: of its run; whoever is paid by it sees it once it is approved. `measures`: minutes (Y0)."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    department = ReferenceField()
    month = DayField()
    run = serializers.IntegerField(source="run_id")
    state = serializers.CharField(source="run.state")
    base = serializers.DecimalField(**RUBLES)
    variable = serializers.DecimalField(**RUBLES)
    total = serializers.DecimalField(**RUBLES)
    sections = serializers.JSONField()
    lines = PayslipLineSerializer(many=True)
    measures = serializers.JSONField()
    remarks = serializers.JSONField()
    computed_from = serializers.JSONField(source="inputs")
    versions = serializers.JSONField()
    digest = serializers.CharField()
    computed_at = InstantField()
    confirmed_by = ReferenceField(source="run.confirmed_by", allow_null=True)
    confirmed_at = InstantField(source="run.confirmed_at", allow_null=True)
    approved_by = ReferenceField(source="run.approved_by", allow_null=True)
    approved_at = InstantField(source="run.approved_at", allow_null=True)
    changed_at = InstantField()


class PayslipViewSet(ReadOnlyResource):
    """Payslips that the caller sees: one's own, those of who they answer for or whose run waits for them; the newest
    first."""

    scope = "pay"
    serializer_class = PayslipSerializer
    filterset_class = PayslipFilter
    orderings = ("-id", "id", "-month", "month")

    def rows(self) -> QuerySet[Payslip]:
        return slips_with_lines(self.viewer)
