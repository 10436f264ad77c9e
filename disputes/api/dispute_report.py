"""Disputes in figures, for the director (D11)."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from disputes.domain.tallies import Tally
from disputes.queries.dispute_report import MONTHS_SHOWN, PERIODS, dispute_report
from support_desk.shared.api.fields import DayField
from support_desk.shared.api.viewsets import DeskViewSet


class TallySerializer(serializers.Serializer[Tally]):
    """`counts`: disputes by state, those that have none left out. Seconds are sums: divide them by `answered` and by
    the number of verdicts. `silent_percent`: of those decided for somebody, null without any."""

    counts = serializers.SerializerMethodField()
    decided = serializers.IntegerField()
    undecided = serializers.IntegerField()
    silent_percent = serializers.IntegerField(allow_null=True)
    answered = serializers.IntegerField()
    answer_seconds = serializers.IntegerField()
    decide_seconds = serializers.IntegerField()

    def get_counts(self, tally: Tally) -> dict[str, int]:
        return {state.value: number for state, number in tally.counts.items() if number}


class DepartmentTallySerializer(serializers.Serializer[Any]):
    """Disputes against people of a department, with those that are undecided now."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    tally = TallySerializer()


class RegulationTallySerializer(serializers.Serializer[Any]):
    """Disputes under a rule, and its revisions: asked for in the period, and open today."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    title = serializers.CharField()
    tally = TallySerializer()
    revisions = serializers.IntegerField()
    open_revisions = serializers.IntegerField()


class MonthTallySerializer(serializers.Serializer[Any]):
    """What was decided in a month, named by its first day."""

    month = DayField()
    tally = TallySerializer()


class PairSerializer(serializers.Serializer[Any]):
    """Two people and how many disputes each opened against the other."""

    one_id = serializers.IntegerField()
    one = serializers.CharField()
    other_id = serializers.IntegerField()
    other = serializers.CharField()
    by_one = serializers.IntegerField()
    by_other = serializers.IntegerField()


class LosingSerializer(serializers.Serializer[Any]):
    """An initiator who mostly loses."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    number = serializers.IntegerField()
    lost = serializers.IntegerField()


class NoSideSerializer(serializers.Serializer[Any]):
    """An arbiter who mostly finds both right or both wrong."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    number = serializers.IntegerField()
    both_right = serializers.IntegerField()
    both_wrong = serializers.IntegerField()


class PatternsSerializer(serializers.Serializer[Any]):
    """What may be worth a talk; nothing follows from it by itself."""

    since = DayField(help_text="Looked for from this month on: of the last six at most.")
    pairs = PairSerializer(many=True)
    losing = LosingSerializer(many=True)
    undecided = NoSideSerializer(many=True)


class DisputeReportSerializer(serializers.Serializer[Any]):
    """From the first month on, by department, regulation and month."""

    first = DayField()
    whole = TallySerializer()
    departments = DepartmentTallySerializer(many=True)
    regulations = RegulationTallySerializer(many=True)
    months = MonthTallySerializer(many=True)
    patterns = PatternsSerializer()


class DisputeReportViewSet(DeskViewSet):
    """Disputes in figures."""

    scope = "disputes"
    serializer_class = DisputeReportSerializer
    change_columns = None
    pagination_class = None

    def known_parameters(self) -> set[str]:
        return {"months"} if self.action == "list" else set()

    @extend_schema(
        operation_id="dispute_report_retrieve",
        responses=DisputeReportSerializer,
        parameters=[OpenApiParameter("months", int, enum=PERIODS, description="The running one and those before it.")],
    )
    def list(self, request: Request) -> Response:
        if not self.viewer.has("director"):
            raise NotFound
        text = request.query_params.get("months", str(MONTHS_SHOWN))
        if text not in map(str, PERIODS):
            raise serializers.ValidationError({"months": [_("Write 3, 6 or 12.")]})
        found: Any = dispute_report(self.viewer, int(text))
        return Response(DisputeReportSerializer(found).data)
