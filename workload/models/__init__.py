"""Models of people, norms, calendars and presence, one aggregate a file."""

from workload.models.alarms import OverloadAlarm
from workload.models.calendars import (
    CalendarDay,
    CalendarVersion,
    CalendarWeek,
    CalendarYear,
    DayInterval,
    WeekInterval,
    WorkingCalendar,
)
from workload.models.load import LoadCheck, LoadMove
from workload.models.norms import Operation, OperationNorm
from workload.models.people import Department, Employee, Employment, Position, RoleAssignment
from workload.models.policies import WorkloadPolicy
from workload.models.presence import Absence, AwayMark, DeputyOperator, PresenceWatermark, Shift
from workload.models.skills import EmployeeSkill, Skill

__all__ = [
    "Absence",
    "AwayMark",
    "CalendarDay",
    "CalendarVersion",
    "CalendarWeek",
    "CalendarYear",
    "DayInterval",
    "Department",
    "DeputyOperator",
    "Employee",
    "EmployeeSkill",
    "Employment",
    "LoadCheck",
    "LoadMove",
    "Operation",
    "OperationNorm",
    "OverloadAlarm",
    "Position",
    "PresenceWatermark",
    "RoleAssignment",
    "Shift",
    "Skill",
    "WeekInterval",
    "WorkingCalendar",
    "WorkloadPolicy",
]
