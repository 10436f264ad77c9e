"""Monthly reports to clients: read with their lines, and sent (W8)."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api import verbs
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.jobs import StartedJobSerializer
from support_desk.shared.api.viewsets import ReadOnlyResource
from tickets.actions.reports.jobs import start_building
from tickets.actions.reports.sending import send_report
from tickets.filters import ClientReportFilter
from tickets.models import ClientReport, ReportLine
from tickets.queries.report_lines import lines_of
from tickets.report_permissions import seen_wholly

SUMS = ("minutes", "beyond_minutes", "beyond_amount", "line_count", "hole_count")


class ClientReportSerializer(serializers.Serializer[ClientReport]):
    """A client's month. The sums are null for who does not see every line. `beyond_amount`: rubles."""

    id = serializers.IntegerField()
    client = ReferenceField()
    month = DayField()
    state = serializers.CharField()
    minutes = serializers.IntegerField(allow_null=True)
    beyond_minutes = serializers.IntegerField(allow_null=True)
    beyond_amount = serializers.DecimalField(max_digits=12, decimal_places=2, allow_null=True)
    line_count = serializers.IntegerField(allow_null=True)
    hole_count = serializers.IntegerField(allow_null=True)
    built_at = InstantField()
    sent_at = InstantField(allow_null=True)
    changed_at = InstantField()

    def to_representation(self, instance: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(instance)
        return shown if instance.is_whole else shown | dict.fromkeys(SUMS)


class ReportLineSerializer(serializers.Serializer[ReportLine]):
    """A line. `hole`: "text", "approval", or nothing where nothing is missing."""

    id = serializers.IntegerField()
    ticket = serializers.IntegerField(source="ticket.number")
    project = ReferenceField(allow_null=True)
    worked_on = DayField()
    text = serializers.CharField()
    agreed_minutes = serializers.IntegerField(allow_null=True)
    approval = serializers.IntegerField(source="approval_id", allow_null=True)
    minutes = serializers.IntegerField()
    hole = serializers.CharField()


class ReportContractSerializer(serializers.Serializer[Any]):
    """A contract's month. Amounts in rubles."""

    contract = serializers.IntegerField(source="contract_id")
    number = serializers.CharField(source="contract.number")
    included_minutes = serializers.IntegerField()
    carried_minutes = serializers.IntegerField()
    used_minutes = serializers.IntegerField()
    beyond_minutes = serializers.IntegerField()
    rate_amount = serializers.DecimalField(max_digits=12, decimal_places=2)
    beyond_amount = serializers.DecimalField(max_digits=12, decimal_places=2)


class WholeReportSerializer(ClientReportSerializer):
    """A report with its readable lines, those with holes first, and, for who sees all of them, its contracts."""

    lines = serializers.SerializerMethodField()
    contracts = serializers.SerializerMethodField()

    @extend_schema_field(ReportLineSerializer(many=True))
    def get_lines(self, report: ClientReport) -> Any:
        lines: Any = lines_of(self.context["view"].viewer, report)
        return ReportLineSerializer(lines, many=True).data

    @extend_schema_field(ReportContractSerializer(many=True))
    def get_contracts(self, report: Any) -> Any:
        told = report.contracts.select_related("contract").order_by("pk") if report.is_whole else []
        return ReportContractSerializer(told, many=True).data


class MonthInput(Input):
    """A month as any of its days."""

    month = DayField()


class ClientReportViewSet(ReadOnlyResource):
    """Reports, the newest first."""

    scope = "clients"
    serializer_class = ClientReportSerializer
    filterset_class = ClientReportFilter
    orderings = ("-id", "id")

    def rows(self) -> QuerySet[ClientReport]:
        visible = ClientReport.objects.visible_to(self.viewer).select_related("client")
        return visible.annotate(is_whole=seen_wholly(self.viewer))

    @extend_schema(responses=WholeReportSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One report with its lines."""
        context = self.get_serializer_context()
        return Response(WholeReportSerializer(self.get_object(), context=context).data)

    @extend_schema(request=MonthInput, responses={202: StartedJobSerializer})
    @action(detail=False, methods=["post"])
    def build(self, request: Request) -> Response:
        """Build the month's reports of all clients that the caller keeps; asked twice, it is the same work."""
        month = self.read(MonthInput)["month"].replace(day=1)
        return Response(StartedJobSerializer(start_building(month=month, **self.who)).data, status=202)

    @verbs.verb(NothingInput, ClientReportSerializer)
    def send(self, request: Request, pk: str) -> Response:
        """Send the draft to the client's people; a line with a hole refuses it."""
        self.read(NothingInput)
        return self.answer(send_report(report=self.get_object(), **self.who))
