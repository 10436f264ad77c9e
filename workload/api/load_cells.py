"""What makes up a week of the load board, and what nobody has time for (L7, L8)."""

from typing import Any

from rest_framework import serializers

from support_desk.shared.api.fields import DayField, InstantField
from workload.domain.moves import Shortage
from workload.queries.load.cell import Cell, DayPart, WorkPart


class WorkPartSerializer(serializers.Serializer[WorkPart]):
    """Work with its minutes of the week, and those that do not fit; without title and address where it is not seen."""

    key = serializers.CharField(source="work.key")
    title = serializers.CharField(source="work.title")
    url = serializers.CharField(source="work.url")
    deadline_at = InstantField(source="work.deadline_at", allow_null=True)
    minutes = serializers.IntegerField()
    late_minutes = serializers.IntegerField(source="late")


class DayPartSerializer(serializers.Serializer[DayPart]):
    """A day on which something is planned; `absences` by type, of those that the caller may know."""

    day = DayField(source="day.day")
    planned_minutes = serializers.IntegerField(source="day.planned_minutes")
    free_minutes = serializers.IntegerField(source="day.free_minutes")
    is_away = serializers.BooleanField()
    absences = serializers.ListField(child=serializers.CharField())


class CellSerializer(serializers.Serializer[Cell]):
    """Somebody's week. `covering_minutes`: the inflow that they answer for colleagues who are absent."""

    employee = serializers.IntegerField(source="person.id")
    name = serializers.CharField(source="person.name")
    department = serializers.IntegerField(source="department.id")
    starts_on = DayField(source="week.starts_on")
    capacity_minutes = serializers.IntegerField(source="week.capacity")
    demand_minutes = serializers.IntegerField(source="week.demand")
    work = WorkPartSerializer(many=True)
    inflow = serializers.SerializerMethodField()
    covering_minutes = serializers.IntegerField()
    days = DayPartSerializer(many=True)

    def get_inflow(self, cell: Cell) -> list[dict[str, Any]]:
        """By project, of the whole week."""
        return [{"title": part.title, "url": part.url, "minutes": minutes} for part, minutes in cell.inflow]


class ShortageSerializer(serializers.Serializer[Shortage]):
    """Work of one skill (null: hands) that nobody has time for in that week, whatever is moved."""

    skill = serializers.IntegerField(source="skill_id", allow_null=True)
    week = DayField(source="starts_on")
    minutes = serializers.IntegerField()
    keys = serializers.ListField(child=serializers.CharField())
