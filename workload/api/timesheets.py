"""Timesheets: read with their days, corrected, marked, closed by the month (L5, P2)."""

from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api import verbs
from support_desk.shared.api.fields import DayField, InstantField, ReferenceField, VisibleField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.jobs import StartedJobSerializer
from support_desk.shared.api.viewsets import ReadOnlyResource
from workload.actions.timesheets.closing import close_month
from workload.actions.timesheets.correcting import DayWanted, correct_day
from workload.actions.timesheets.jobs import start_filling
from workload.actions.timesheets.marking import approve_timesheet, complete_timesheet, reopen_timesheet
from workload.domain.timesheet_codes import AWAY_BY_HAND, BY_HAND
from workload.filters import TimesheetFilter
from workload.models import Department, Timesheet
from workload.queries.timesheets.days import SheetDay, days_of_sheets


class TimesheetSerializer(serializers.Serializer[Timesheet]):
    """A person's month in one department. `month`: its first day."""

    id = serializers.IntegerField()
    employee = ReferenceField()
    department = ReferenceField()
    month = DayField()
    state = serializers.CharField()
    norm_minutes = serializers.IntegerField()
    filled_at = InstantField()
    completed_at = InstantField(allow_null=True)
    approved_at = InstantField(allow_null=True)
    approved_by = ReferenceField(allow_null=True)
    version = serializers.IntegerField()
    changed_at = InstantField()


class SheetDaySerializer(serializers.Serializer[SheetDay]):
    """A day as it counts. `code`, `away_code`: letters of the form T-13. `hint`: "silent", "overtime", "free_day",
    "away" or nothing."""

    day = DayField()
    code = serializers.CharField(source="value.code.value")
    minutes = serializers.IntegerField(source="value.minutes")
    night_minutes = serializers.IntegerField(source="value.night_minutes")
    away_code = serializers.CharField(source="value.away_code")
    away_minutes = serializers.IntegerField(source="value.away_minutes")
    planned_minutes = serializers.IntegerField()
    logged_minutes = serializers.IntegerField()
    hint = serializers.CharField(source="hint.value")
    is_corrected = serializers.BooleanField()
    is_late = serializers.BooleanField()


class WholeTimesheetSerializer(TimesheetSerializer):
    """A timesheet with its days."""

    days = serializers.SerializerMethodField()

    @extend_schema_field(SheetDaySerializer(many=True))
    def get_days(self, sheet: Timesheet) -> Any:
        days: Any = days_of_sheets([sheet.pk])[sheet.pk]
        return SheetDaySerializer(days, many=True).data


class CorrectionInput(Input):
    """A day of the sheet, what it should be, and why. `away_code`, `away_minutes`: what was missed of a day worked."""

    day = DayField()
    code = serializers.ChoiceField([code.value for code in BY_HAND])
    minutes = serializers.IntegerField(min_value=0, required=False)
    night_minutes = serializers.IntegerField(min_value=0, required=False)
    away_code = serializers.ChoiceField([code.value for code in AWAY_BY_HAND], required=False)
    away_minutes = serializers.IntegerField(min_value=0, required=False)
    reason = serializers.CharField(max_length=300)


class SeenSheetInput(Input):
    """`version`: the latest that the caller has seen; another one is a conflict."""

    version = serializers.IntegerField(min_value=1, required=False)


class DepartmentMonthInput(Input):
    """A department, and a month as any of its days."""

    department = VisibleField(Department.objects.all())
    month = DayField()


class ClosedMonthSerializer(serializers.Serializer[Any]):
    """A month that is closed. `digest`: of every day and correction it was closed with."""

    department = serializers.IntegerField(source="department_id")
    month = DayField()
    closed_at = InstantField()
    sheet_count = serializers.IntegerField()
    digest = serializers.CharField()


class TimesheetViewSet(ReadOnlyResource):
    """Timesheets, the newest first; one alone is shown with its days."""

    scope = "people"
    serializer_class = WholeTimesheetSerializer
    filterset_class = TimesheetFilter
    orderings = ("-id", "id")

    def get_serializer_class(self) -> Any:
        return TimesheetSerializer if self.is_list else WholeTimesheetSerializer

    def rows(self) -> QuerySet[Timesheet]:
        return Timesheet.objects.visible_to(self.viewer).select_related("employee", "department", "approved_by")

    @verbs.verb(NothingInput, WholeTimesheetSerializer)
    def complete(self, request: Request, pk: str) -> Response:
        """Mark one's own complete."""
        self.read(NothingInput)
        return self.answer(complete_timesheet(sheet=self.get_object(), **self.who))

    @verbs.verb(SeenSheetInput, WholeTimesheetSerializer)
    def approve(self, request: Request, pk: str) -> Response:
        """Approve; never one's own."""
        version = self.read(SeenSheetInput).get("version")
        return self.answer(approve_timesheet(sheet=self.get_object(), version=version, **self.who))

    @verbs.verb(NothingInput, WholeTimesheetSerializer)
    def reopen(self, request: Request, pk: str) -> Response:
        """Take the marks back."""
        self.read(NothingInput)
        return self.answer(reopen_timesheet(sheet=self.get_object(), **self.who))

    @verbs.verb(CorrectionInput, WholeTimesheetSerializer)
    def correct(self, request: Request, pk: str) -> Response:
        """Set a day by hand; what is closed stays and the correction stands beside it."""
        sheet, data = self.get_object(), self.read(CorrectionInput)
        day, reason = data.pop("day"), data.pop("reason")
        correct_day(sheet=sheet, day=day, wanted=DayWanted(**data), reason=reason, **self.who)
        return self.answer(sheet)

    @extend_schema(request=DepartmentMonthInput, responses={202: StartedJobSerializer})
    @action(detail=False, methods=["post"])
    def fill(self, request: Request) -> Response:
        """Fill the month of a department; asked twice, it is the same work."""
        data = self.read(DepartmentMonthInput)
        job = start_filling(departments=[data["department"]], month=data["month"].replace(day=1), **self.who)
        return Response(StartedJobSerializer(job).data, status=202)

    @extend_schema(request=DepartmentMonthInput, responses={200: ClosedMonthSerializer})
    @action(detail=False, methods=["post"])
    def close(self, request: Request) -> Response:
        """Close the month of a department; refused with a sentence for each thing that keeps it open."""
        data = self.read(DepartmentMonthInput)
        closed = close_month(department=data["department"], month=data["month"].replace(day=1), **self.who)
        return Response(ClosedMonthSerializer(closed).data)
