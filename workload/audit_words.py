"""What the audit trail says of deeds about people and norms."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit_words
from support_desk.shared.roles import Role
from workload.models import AwayMark

WORDS = {
    "employee.hire": _("Hired a person"),
    "employee.update": _("Changed a person"),
    "employee.transfer": _("Moved a person to another department or position"),
    "employee.dismiss": _("Entered that a person leaves"),
    "role.give": _("Gave a role"),
    "role.end": _("Ended a role"),
    "skill.create": _("Added a skill"),
    "skill.rename": _("Renamed a skill"),
    "skill.set": _("Set a person’s skill"),
    "position.create": _("Added a position"),
    "position.rename": _("Renamed a position"),
    "department.create": _("Added a department"),
    "department.update": _("Changed a department"),
    "department.deputies": _("Named the deputies of the operator"),
    "presence.away": _("Marked themselves away"),
    "presence.back": _("Came back"),
    "shift.plan": _("Planned a shift"),
    "shift.change": _("Changed a shift"),
    "shift.remove": _("Removed a shift"),
    "shift.plan_many": _("Planned several shifts"),
    "shift.pattern": _("Set the shifts of a period"),
    "absence.enter": _("Entered an absence"),
    "absence.approve": _("Approved an absence"),
    "absence.reject": _("Rejected an absence"),
    "absence.cancel": _("Cancelled an absence"),
    "operation.create": _("Added an operation"),
    "operation.update": _("Changed an operation"),
    "instruction.create": _("Wrote an instruction"),
    "instruction.update": _("Changed an instruction"),
    "onboarding.make": _("Made an onboarding plan"),
    "onboarding.replan": _("Laid an onboarding plan out anew"),
    "onboarding.close": _("Closed an onboarding plan"),
    "onboarding.done": _("Was done with a step of onboarding"),
    "onboarding.undone": _("Took back that a step of onboarding was done"),
    "onboarding.confirm": _("Confirmed a step of onboarding"),
    "norm.set": _("Set a norm"),
    "workload_policy.set": _("Set the rules of rosters, load and onboarding"),
    "calendar.create": _("Added a calendar"),
    "calendar.copy": _("Copied a calendar"),
    "calendar.update": _("Changed a calendar"),
    "calendar.week": _("Changed the week of a calendar"),
    "calendar.day": _("Changed a day of a calendar"),
    "calendar.load_year": _("Loaded a year of a calendar"),
    "calendar.approve_year": _("Approved a year of a calendar"),
    "calendar.disapprove": _("A change took the approval of a year back"),
}

# Facts that are no fields of what they were written about.
FACTS = {
    "copy_of": _("copy of"),
    "department": _("department"),
    "position": _("position"),
    "email": _("email"),
    "skill": _("skill"),
    "level": _("level"),
    "kind": _("kind"),
    "until": _("until"),
    "role": _("role"),
    "starts_on": _("from"),
    "ends_on": _("until"),
    "first": _("first day"),
    "last": _("last day"),
    "shifts": _("shifts"),
    "reason": _("reason"),
    "days": _("days"),
    "year": _("year"),
    "week": _("week"),
    "deputies": _("deputies"),
    "minutes": _("minutes"),
    "employee": _("employee"),
    "day": _("day"),
    "share_percent": _("share of full time, %"),
    "submit_day": _("roster is due by day"),
    "months_ahead": _("months ahead"),
    "overload_percent": _("overload from, %"),
    "idle_percent": _("idle under, %"),
    "fewest_on_shift": _("fewest on shift"),
    "ramp": _("norm targets by month of service, %"),
}
CODES = {"role": dict(Role.choices), "kind": dict(AwayMark.Kind.choices)}


def register() -> None:
    """Called from the app's `ready()`."""
    audit_words.register(WORDS)
    audit_words.register_facts(FACTS, CODES)
