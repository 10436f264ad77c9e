"""The absence report: by person and type, with cost and cover (L6)."""

from typing import Any

from django.utils.timezone import localdate
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import DayField
from support_desk.shared.api.viewsets import DeskViewSet
from workload.forms.absence_report import AbsenceReportForm
from workload.queries.absence_costs import Covered
from workload.queries.absence_report import (
    AbsenceReport,
    ReportLine,
    ReportWeek,
    absence_report,
    report_choices,
)

PARAMETERS = {
    "from": "First day; else three months before the last.",
    "to": "Last day; else today.",
    "person": "An employee.",
    "type": "A type of absence.",
    "department": "Who works there today.",
}


class CoveredSerializer(serializers.Serializer[Covered]):
    """What somebody worked for the absent."""

    name = serializers.CharField()
    actual_minutes = serializers.IntegerField()
    norm_minutes = serializers.IntegerField()


class AbsenceLineSerializer(serializers.Serializer[ReportLine]):
    """One type of absence of one person. `lost_minutes` of planned time are the cost, 60 a norm-hour."""

    employee = serializers.IntegerField(source="employee_id")
    name = serializers.CharField()
    type = serializers.CharField()
    code = serializers.CharField()
    absences = serializers.IntegerField()
    days = serializers.IntegerField()
    lost_minutes = serializers.IntegerField()
    named_covers = serializers.ListField(child=serializers.CharField(), source="named")
    covers = CoveredSerializer(many=True)


class AbsenceWeekSerializer(serializers.Serializer[ReportWeek]):
    """A week from its Monday on."""

    starts_on = DayField()
    lost_minutes = serializers.IntegerField()
    covered_minutes = serializers.IntegerField()


class AbsenceReportSerializer(serializers.Serializer[AbsenceReport]):
    """Of the absences that the caller sees with their type."""

    first = DayField(source="wanted.first")
    last = DayField(source="wanted.last")
    lost_minutes = serializers.IntegerField()
    covered_minutes = serializers.IntegerField()
    lines = AbsenceLineSerializer(many=True)
    weeks = AbsenceWeekSerializer(many=True)


class AbsenceReportViewSet(DeskViewSet):
    """Who was absent, what it cost, who covered."""

    scope = "people"
    serializer_class = AbsenceReportSerializer
    change_columns = None
    pagination_class = None

    def known_parameters(self) -> set[str]:
        return set(PARAMETERS)

    @extend_schema(
        operation_id="absence_report",
        responses=AbsenceReportSerializer,
        parameters=[OpenApiParameter(name, str, description=words) for name, words in PARAMETERS.items()],
    )
    def list(self, request: Request) -> Response:
        people, departments = report_choices(self.viewer)
        asked = request.query_params
        form = AbsenceReportForm(asked, today=localdate(self.viewer.at), people=people, departments=departments)
        if not form.is_valid():
            raise serializers.ValidationError({name: [str(one) for one in said] for name, said in form.errors.items()})
        found: Any = absence_report(self.viewer, form.wanted())
        return Response(AbsenceReportSerializer(found).data)
