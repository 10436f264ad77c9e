"""How a working calendar looks from outside, and what it takes (S1, L5)."""

from typing import Any

from rest_framework import serializers

from support_desk.shared.api.fields import DayField, InstantField, ReferenceField
from support_desk.shared.api.inputs import Input
from workload.models import CalendarDay, CalendarWeek, CalendarYear, WorkingCalendar
from workload.queries.calendar_spec import hours_of, week_as_spec


def hours_field(**kwargs: Any) -> serializers.ListField:
    """[["09:00", "13:00"], ["14:00", "18:00"]]; "24:00" is the midnight that ends the day."""
    pair = serializers.ListField(child=serializers.CharField(max_length=5), min_length=2, max_length=2)
    return serializers.ListField(child=pair, max_length=24, **kwargs)


def week_field(**kwargs: Any) -> serializers.DictField:
    """Hours by "mon" … "sun"; a day left out is closed, "22:00" to "06:00" runs into the next day."""
    return serializers.DictField(child=hours_field(), **kwargs)


class CalendarSerializer(serializers.Serializer[WorkingCalendar]):
    """A working calendar. `version` grows with every change of what is counted by it."""

    id = serializers.IntegerField()
    code = serializers.CharField()
    name = serializers.CharField()
    timezone = serializers.CharField()
    country = serializers.CharField()
    is_around_the_clock = serializers.BooleanField()
    is_default = serializers.BooleanField()
    is_active = serializers.BooleanField()
    version = serializers.IntegerField()
    changed_at = InstantField()


class WeekSerializer(serializers.Serializer[CalendarWeek]):
    """The ordinary week from a date until the next one starts; the first one holds before it as well."""

    starts_on = DayField()
    week = serializers.SerializerMethodField()

    def get_week(self, row: CalendarWeek) -> dict[str, list[list[str]]]:
        return week_as_spec(row.intervals.all())


class DaySerializer(serializers.Serializer[CalendarDay]):
    """A day unlike its week. `is_loaded`: came with its year, not entered by hand."""

    day = DayField()
    kind = serializers.ChoiceField(choices=CalendarDay.Kind.choices)
    hours = serializers.SerializerMethodField()
    shortened_minutes = serializers.IntegerField()
    name = serializers.CharField()
    is_loaded = serializers.BooleanField()

    def get_hours(self, row: CalendarDay) -> list[list[str]]:
        return hours_of(row)


class YearSerializer(serializers.Serializer[CalendarYear]):
    """A year whose days were loaded; approved by a person, or not yet."""

    year = serializers.IntegerField()
    loaded_at = InstantField(allow_null=True)
    approved_by = ReferenceField(allow_null=True)
    approved_at = InstantField(allow_null=True)


class WholeCalendarSerializer(CalendarSerializer):
    """A calendar with its weeks, special days and years."""

    weeks = WeekSerializer(many=True)
    days = DaySerializer(many=True)
    years = YearSerializer(many=True)


class CalendarInput(Input):
    """A new calendar; one around the clock needs no week."""

    code = serializers.SlugField(max_length=40)
    name = serializers.CharField(max_length=100)
    week = week_field(required=False)
    starts_on = DayField(required=False)
    timezone = serializers.CharField(max_length=40, required=False)
    country = serializers.CharField(max_length=2, allow_blank=True, required=False)
    is_around_the_clock = serializers.BooleanField(required=False)
    is_default = serializers.BooleanField(required=False)


class CalendarChange(Input):
    """What can be changed of a calendar; weeks, days and years have verbs."""

    name = serializers.CharField(max_length=100, required=False)
    timezone = serializers.CharField(max_length=40, required=False)
    country = serializers.CharField(max_length=2, allow_blank=True, required=False)
    is_around_the_clock = serializers.BooleanField(required=False)
    is_default = serializers.BooleanField(required=False)
    is_active = serializers.BooleanField(required=False)


class WeekInput(Input):
    """The week from a date on; one of the same date is replaced."""

    starts_on = DayField()
    week = week_field()


class StartInput(Input):
    """A week by the day it starts on."""

    starts_on = DayField()


class DayInput(Input):
    """A special day; `hours` for one made working, `shortened_minutes` for a shortened one."""

    day = DayField()
    kind = serializers.ChoiceField(choices=CalendarDay.Kind.choices)
    hours = hours_field(required=False)
    shortened_minutes = serializers.IntegerField(required=False)
    name = serializers.CharField(max_length=120, allow_blank=True, required=False)


class DateInput(Input):
    """A special day by its date."""

    day = DayField()


class YearInput(Input):
    """A year by its number."""

    year = serializers.IntegerField()
