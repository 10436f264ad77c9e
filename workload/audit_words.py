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
    "shift.pattern": _("Set the shifts of a period"),
    "shift.roster": _("Put a roster in place as shifts"),
    "roster.pattern": _("Set a usual week"),
    "roster.open": _("Began a roster"),
    "roster.change": _("Changed a roster"),
    "roster.submit": _("Submitted a roster"),
    "roster.withdraw": _("Took a roster back"),
    "roster.approve": _("Approved a roster"),
    "roster.return": _("Returned a roster"),
    "roster.publish": _("Published the roster of a month"),
    "shift.swap": _("Took over a shift in a swap"),
    "swap.offer": _("Offered a shift"),
    "swap.agree": _("Agreed to a swap"),
    "swap.decline": _("Declined a swap"),
    "swap.withdraw": _("Took an offered shift back"),
    "swap.approve": _("Approved a swap"),
    "swap.refuse": _("Refused a swap"),
    "feed.make": _("Made a calendar address"),
    "feed.end": _("Ended a calendar address"),
    "absence.enter": _("Entered an absence"),
    "absence.approve": _("Approved an absence"),
    "absence.reject": _("Rejected an absence"),
    "absence.cancel": _("Cancelled an absence"),
    "operation.create": _("Added an operation"),
    "operation.update": _("Changed an operation"),
    "norm.set": _("Set a norm"),
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
    "month": _("month"),
    "from": _("of"),
    "to": _("to"),
    "people": _("people"),
    "is_by_calendar": _("holidays are off"),
}
CODES = {"role": dict(Role.choices), "kind": dict(AwayMark.Kind.choices)}


def register() -> None:
    """Called from the app's `ready()`."""
    audit_words.register(WORDS)
    audit_words.register_facts(FACTS, CODES)
