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
from workload.models.onboarding import Instruction, OnboardingItem, OnboardingPlan
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
    "Instruction",
    "OnboardingItem",
    "OnboardingPlan",
    "Operation",
    "OperationNorm",
    "Position",
    "PresenceWatermark",
    "RoleAssignment",
    "Shift",
    "Skill",
    "WeekInterval",
    "WorkingCalendar",
    "WorkloadPolicy",
]
