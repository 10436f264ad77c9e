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
from workload.models.leave_slips import LeaveSlip, SignKind, SignOff, SignState, SlipState
from workload.models.load import LoadCheck, LoadMove
from workload.models.make_ups import MakeUp
from workload.models.norms import Operation, OperationNorm
from workload.models.onboarding import Instruction, OnboardingItem, OnboardingPlan
from workload.models.people import Department, Employee, Employment, Position, RoleAssignment
from workload.models.policies import WorkloadPolicy
from workload.models.presence import Absence, AwayMark, DeputyOperator, PresenceWatermark, Shift
from workload.models.roster_feeds import RosterFeed
from workload.models.rosters import PatternLine, RosterEntry, RosterPublication, RosterSubmission, ShiftPattern
from workload.models.shift_swaps import ShiftSwap
from workload.models.skills import EmployeeSkill, Skill
from workload.models.substitutes import Substitute
from workload.models.timesheets import (
    Timesheet,
    TimesheetCorrection,
    TimesheetDay,
    TimesheetFilling,
    TimesheetMonth,
)

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
    "LeaveSlip",
    "LoadCheck",
    "LoadMove",
    "MakeUp",
    "OnboardingItem",
    "OnboardingPlan",
    "Operation",
    "OperationNorm",
    "OverloadAlarm",
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
    "SignKind",
    "SignOff",
    "SignState",
    "Skill",
    "SlipState",
    "Substitute",
    "Timesheet",
    "TimesheetCorrection",
    "TimesheetDay",
    "TimesheetFilling",
    "TimesheetMonth",
    "WeekInterval",
    "WorkingCalendar",
    "WorkloadPolicy",
]
