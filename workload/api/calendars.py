"""Working calendars: read, kept, and their weeks, days and years set by verbs (S1, L5)."""

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.inputs import CopyInput
from support_desk.shared.api.verbs import verb
from support_desk.shared.api.viewsets import KeptResource
from workload.actions.calendars import (
    approve_year,
    copy_calendar,
    create_calendar,
    load_year,
    remove_day,
    remove_week,
    set_day,
    set_week,
    update_calendar,
)
from workload.api.calendar_shape import (
    CalendarChange,
    CalendarInput,
    CalendarSerializer,
    DateInput,
    DayInput,
    StartInput,
    WeekInput,
    WholeCalendarSerializer,
    YearInput,
)
from workload.filters import CalendarFilter
from workload.models import CalendarYear, WorkingCalendar


class CalendarViewSet(KeptResource):
    """Working calendars; one alone is shown with its weeks, special days and years."""

    scope = "sla"
    serializer_class = WholeCalendarSerializer
    input_class = CalendarInput
    change_class = CalendarChange
    filterset_class = CalendarFilter
    orderings = ("name", "-name", "id", "-id")

    def get_serializer_class(self) -> Any:
        return CalendarSerializer if self.is_list else WholeCalendarSerializer

    def rows(self) -> QuerySet[WorkingCalendar]:
        seen = WorkingCalendar.objects.visible_to(self.viewer)
        if self.is_list:
            return seen
        years = Prefetch("years", CalendarYear.objects.select_related("approved_by"))
        return seen.prefetch_related("weeks__intervals", "days__intervals", years)

    def make(self, data: dict[str, Any]) -> WorkingCalendar:
        return create_calendar(**data, **self.who)

    def change(self, row: WorkingCalendar, data: dict[str, Any]) -> WorkingCalendar:
        return update_calendar(calendar=row, **data, **self.who)

    @verb(CopyInput, WholeCalendarSerializer, status=201)
    def copy(self, request: Request, pk: str) -> Response:
        """Make a calendar of your own that begins as this one is; nobody counts by it yet."""
        made = copy_calendar(calendar=self.get_object(), **self.read(CopyInput), **self.who)
        return self.answer(made, status=201)

    @verb(WeekInput, WholeCalendarSerializer, path="set-week")
    def set_week(self, request: Request, pk: str) -> Response:
        """Work by this week from a date on."""
        found = self.get_object()
        set_week(calendar=found, **self.read(WeekInput), **self.who)
        return self.answer(found)

    @verb(StartInput, WholeCalendarSerializer, path="remove-week")
    def remove_week(self, request: Request, pk: str) -> Response:
        """Let the week before it go on."""
        found = self.get_object()
        week = get_object_or_404(found.weeks.all(), starts_on=self.read(StartInput)["starts_on"])
        return self.answer(remove_week(week=week, **self.who))

    @verb(DayInput, WholeCalendarSerializer, path="set-day")
    def set_day(self, request: Request, pk: str) -> Response:
        """Make a day a holiday, working, or shortened."""
        found = self.get_object()
        set_day(calendar=found, **self.read(DayInput), **self.who)
        return self.answer(found)

    @verb(DateInput, WholeCalendarSerializer, path="remove-day")
    def remove_day(self, request: Request, pk: str) -> Response:
        """Make a day like its week again."""
        found = self.get_object()
        day = get_object_or_404(found.days.all(), day=self.read(DateInput)["day"])
        return self.answer(remove_day(day=day, **self.who))

    @verb(YearInput, WholeCalendarSerializer, path="load-year")
    def load_year(self, request: Request, pk: str) -> Response:
        """Load the holidays of a year."""
        found = self.get_object()
        load_year(calendar=found, **self.read(YearInput), **self.who)
        return self.answer(found)

    @verb(YearInput, WholeCalendarSerializer, path="approve-year")
    def approve_year(self, request: Request, pk: str) -> Response:
        """Say that you have looked at the days of a year."""
        found = self.get_object()
        approve_year(calendar=found, **self.read(YearInput), **self.who)
        return self.answer(found)
