"""Models of people, norms, calendars and presence, one aggregate a file."""

from workload.models.calendars import (
    CalendarDay,
    CalendarVersion,
    CalendarWeek,
    CalendarYear,
    DayInterval,
    WeekInterval,
    WorkingCalendar,
)
from workload.models.norms import Operation, OperationNorm
from workload.models.people import Department, Employee, Employment, Position, RoleAssignment
from workload.models.policies import WorkloadPolicy
from workload.models.presence import Absence, AwayMark, DeputyOperator, PresenceWatermark, Shift
from workload.models.roster_feeds import RosterFeed
from workload.models.rosters import PatternLine, RosterEntry, RosterPublication, RosterSubmission, ShiftPattern
from workload.models.shift_swaps import ShiftSwap
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
    "Operation",
    "OperationNorm",
    "PatternLine",
    "Position",
    "PresenceWatermark",
    "RoleAssignment",
    "RosterEntry",
    "RosterFeed",
    "RosterPublication",
    "RosterSubmission",
    "Shift",
    "ShiftPattern",
    "ShiftSwap",
    "Skill",
    "WeekInterval",
    "WorkingCalendar",
    "WorkloadPolicy",
]
