"""Working calendars, their weeks, special days and years (S1, L5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from support_desk.shared.admin import CatalogueAdmin, ReadOnlyInline, each
from support_desk.shared.admin.base import viewer_of
from support_desk.shared.viewer import Viewer
from workload.actions.calendars import (
    approve_year,
    create_calendar,
    load_year,
    remove_day,
    remove_week,
    set_day,
    set_week,
    update_calendar,
)
from workload.admin.calendar_forms import CalendarForm, DayForm, WeekForm
from workload.admin.hours import at_weekdays, week_of, written, written_week
from workload.domain.working_rules import WEEKDAYS
from workload.models import CalendarDay, CalendarVersion, CalendarWeek, CalendarYear, WorkingCalendar
from workload.permissions import can_change_calendar, can_keep_calendars, can_name_defaults
from workload.queries.calendar_spec import hours_of, week_as_spec


class KeptByCalendarKeepers(CatalogueAdmin):
    """What belongs to a calendar is changed by who keeps calendars."""

    list_select_related: Any = ("calendar",)
    list_filter: Any = ("calendar",)

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        if row is None:
            return can_keep_calendars(viewer)
        return can_change_calendar(viewer, row if isinstance(row, WorkingCalendar) else row.calendar)


class WeekInline(ReadOnlyInline):
    model = CalendarWeek
    fields = readonly_fields = ("starts_on", "hours")

    @admin.display(description=_("working hours"))
    def hours(self, week: CalendarWeek) -> str:
        return written_week(week_as_spec(week.intervals.all()))

    def get_queryset(self, request: HttpRequest) -> QuerySet[CalendarWeek]:
        return super().get_queryset(request).prefetch_related("intervals")


class YearInline(ReadOnlyInline):
    model = CalendarYear
    fields = ("year", "loaded_at", "approved_by", "approved_at")


class VersionInline(ReadOnlyInline):
    model = CalendarVersion
    fields = ("number", "created_at", "created_by")


@admin.register(WorkingCalendar)
class CalendarAdmin(KeptByCalendarKeepers):
    """Every change of weeks and days makes a new version, by which running clocks are counted anew."""

    form = CalendarForm
    list_display = (
        "name",
        "code",
        "timezone",
        "country",
        "is_around_the_clock",
        "is_default",
        "is_active",
        "at_a_glance",
    )
    list_select_related = ()
    list_filter = ("is_active",)
    search_fields = ("name", "code")
    list_before_template = "sla/standard_terms_admin.html"
    change_form_before_template = "copying/calendar_admin.html"
    inlines = (WeekInline, YearInline, VersionInline)
    add_fields = ("code", "name", "timezone", "country", "is_around_the_clock", "is_default", *WEEKDAYS)
    edit_fields = ("name", "timezone", "country", "is_around_the_clock", "is_default", "is_active")
    shown_fields = ("code", "version", "at_a_glance")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        may_begin = can_name_defaults(viewer_of(request))
        return super().changelist_view(request, {**(extra_context or {}), "may_begin": may_begin})

    @admin.display(description=_("year at a glance"))
    def at_a_glance(self, calendar: WorkingCalendar) -> str:
        address = reverse("calendar", args=[calendar.code])
        return format_html('<a href="{}">{}</a>', address, _("Look at the year"))

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> WorkingCalendar:
        about = {name: value for name, value in data.items() if name not in WEEKDAYS}
        with at_weekdays():
            return create_calendar(week=week_of(data), by=by, at=at, **about)

    def change(self, row: WorkingCalendar, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> WorkingCalendar:
        return update_calendar(calendar=row, by=by, at=at, **data)


@admin.register(CalendarWeek)
class WeekAdmin(KeptByCalendarKeepers):
    """Adding a week of a date that has one replaces it."""

    form = WeekForm
    list_display = ("calendar", "starts_on", "hours")
    ordering = ("calendar__name", "-starts_on")
    search_fields = ("calendar__name",)
    add_fields = ("calendar", "starts_on", *WEEKDAYS)
    edit_fields = WEEKDAYS
    shown_fields = ("calendar", "starts_on")
    actions = ("take_away",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[CalendarWeek]:
        return super().get_queryset(request).prefetch_related("intervals")

    @admin.display(description=_("working hours"))
    def hours(self, week: CalendarWeek) -> str:
        return written_week(week_as_spec(week.intervals.all()))

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> CalendarWeek:
        with at_weekdays():
            return set_week(calendar=data["calendar"], starts_on=data["starts_on"], week=week_of(data), by=by, at=at)

    def change(self, row: CalendarWeek, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> CalendarWeek:
        week = week_of({**week_as_spec(row.intervals.all()), **data})
        with at_weekdays():
            return set_week(calendar=row.calendar, starts_on=row.starts_on, week=week, by=by, at=at)

    @admin.action(description=_("Take the week away: the one before it goes on"))
    def take_away(self, request: HttpRequest, queryset: QuerySet[CalendarWeek]) -> None:
        each(request, queryset, lambda week, **who: remove_week(week=week, **who), _("Taken away."))


@admin.register(CalendarDay)
class DayAdmin(KeptByCalendarKeepers):
    """Days entered by hand stay when their year is loaded again."""

    form = DayForm
    list_display = ("day", "calendar", "kind", "hours", "shortened_minutes", "name", "is_loaded")
    list_filter = ("calendar", "kind", "is_loaded")
    date_hierarchy = "day"
    ordering = ("-day", "calendar__name")
    search_fields = ("calendar__name", "name")
    add_fields = ("calendar", "day", "kind", "hours", "shortened_minutes", "name")
    edit_fields = ("kind", "hours", "shortened_minutes", "name")
    shown_fields = ("calendar", "day", "is_loaded")
    actions = ("make_ordinary",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[CalendarDay]:
        return super().get_queryset(request).prefetch_related("intervals")

    @admin.display(description=_("working hours"))
    def hours(self, day: CalendarDay) -> str:
        return written(hours_of(day))

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> CalendarDay:
        return set_day(by=by, at=at, **data)

    def change(self, row: CalendarDay, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> CalendarDay:
        now = {"kind": row.kind, "hours": hours_of(row), "shortened_minutes": row.shortened_minutes, "name": row.name}
        return set_day(calendar=row.calendar, day=row.day, by=by, at=at, **{**now, **data})

    @admin.action(description=_("Make it an ordinary day of its week again"))
    def make_ordinary(self, request: HttpRequest, queryset: QuerySet[CalendarDay]) -> None:
        each(request, queryset, lambda day, **who: remove_day(day=day, **who), _("Ordinary days again."))


@admin.register(CalendarYear)
class YearAdmin(KeptByCalendarKeepers):
    """Adding loads the holidays of a year; approving says that a person has looked at them."""

    list_display = ("calendar", "year", "loaded_at", "approved_by", "approved_at")
    list_select_related = ("calendar", "approved_by")
    ordering = ("-year", "calendar__name")
    search_fields = ("calendar__name",)
    add_fields = ("calendar", "year")
    shown_fields = ("calendar", "year", "loaded_at", "approved_by", "approved_at")
    actions = ("load_again", "approve")

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> CalendarYear:
        return load_year(by=by, at=at, **data)

    @admin.action(description=_("Load the days again"))
    def load_again(self, request: HttpRequest, queryset: QuerySet[CalendarYear]) -> None:
        def load(row: CalendarYear, *, by: Viewer, at: datetime) -> None:
            load_year(calendar=row.calendar, year=row.year, by=by, at=at)

        each(request, queryset, load, _("Loaded."))

    @admin.action(description=_("Approve the year"))
    def approve(self, request: HttpRequest, queryset: QuerySet[CalendarYear]) -> None:
        def approve(row: CalendarYear, *, by: Viewer, at: datetime) -> None:
            approve_year(calendar=row.calendar, year=row.year, by=by, at=at)

        each(request, queryset, approve, pgettext("year", "Approved."))


@admin.register(CalendarVersion)
class VersionAdmin(KeptByCalendarKeepers):
    """What a calendar said, to be read by whoever wants to know how a due time came about."""

    list_display = ("calendar", "number", "created_at", "created_by")
    list_select_related = ("calendar", "created_by")
    ordering = ("calendar__name", "-number")
    search_fields = ("calendar__name",)
    shown_fields = ("calendar", "number", "created_at", "created_by", "spec")
