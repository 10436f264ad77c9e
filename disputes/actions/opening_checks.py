"""What must hold before a dispute is opened (D1, D2), each refusal with the rule and the way out."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext
from django.utils.translation import gettext as _

from disputes.domain.events import Claim
from disputes.domain.limits import NotDisputable, check_claim
from disputes.models import Acknowledgement, Clause, PointPolicy, Regulation, RegulationVersion
from disputes.queries.claims import claims_between, opened_by
from disputes.queries.point_policies import policy_of
from disputes.queries.regulations import acknowledgement_of, version_in_force
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.models import Message, Ticket
from workload.models import Department, Employee, Employment

# The pure rules name what they looked at; the form asks for an instant, and not for the event or oneself.
FIELDS = {"happened_on": "happened_at", "respondent": "respondent"}


class NoRule(Refused):
    """No version of the regulation bound anybody then: what happened is an error, and errors cost nothing (D2)."""

    code = "no_rule"


class NotAcknowledged(Refused):
    """The respondent had not read the rule before the event (D2)."""

    code = "not_acknowledged"


@dataclass(frozen=True, slots=True)
class Case:
    """The two people, locked, where they work now, the day of the event there, and by which policy they play."""

    initiator: Employee
    initiator_department: Department
    respondent: Employee
    department: Department
    happened_on: date
    policy: PointPolicy

    @property
    def zone(self) -> ZoneInfo:
        """Of the respondent's department: which day and which month it is (D10)."""
        return ZoneInfo(self.department.timezone)

    @property
    def own_zone(self) -> str:
        """The respondent's: by which their days are counted (D4)."""
        return self.respondent.timezone or self.department.timezone


def case_of(respondent: Employee, happened_at: datetime, *, by: Viewer, at: datetime) -> Case:
    """Both locked, in one order, so that two disputes between them are opened one after the other. Refused, naming the
    respondent, who does not work here now or did not on that day."""
    asked = Employee.objects.visible_to(by).filter(pk__in=[respondent.pk, by.employee_id]).order_by("pk")
    people = {person.pk: person for person in asked.select_for_update(of=("self",), no_key=True)}
    accused, accuser = people[respondent.pk], people[by.employee_id or 0]
    department = _works_now(accused, at, field="respondent")
    zone = ZoneInfo(department.timezone)
    happened_on = happened_at.astimezone(zone).date()
    was_here = Employment.objects.on(happened_on).filter(employee=accused).exists()
    if not (was_here and accused.hired_on <= happened_on):
        sentence = _("%(name)s did not work here on that day.") % {"name": accused.name}
        raise Refused(sentence, field="respondent")
    policy = policy_of(department.pk, at.astimezone(zone).date())
    return Case(accuser, _works_now(accuser, at), accused, department, happened_on, policy)


def _works_now(person: Employee, at: datetime, *, field: str | None = None) -> Department:
    term = Employment.objects.at(at).filter(employee=person).select_related("department").first()
    if term is None or not Employee.objects.employed_at(at).filter(pk=person.pk).exists():
        raise Refused(_("%(name)s does not work here.") % {"name": person.name}, field=field)
    return term.department


def check_links(ticket: Ticket | None, message: Message | None, *, by: Viewer) -> tuple[Ticket | None, Message | None]:
    """The ticket and message that the claim points to, as far as the initiator sees them; a message brings its
    ticket."""
    if message is not None:
        message = Message.objects.visible_to(by).filter(pk=message.pk).select_related("ticket").first()
        if message is None:
            raise Refused(_("There is no such message."), field="message")
        if ticket is not None and ticket.pk != message.ticket_id:
            raise Refused(_("This message belongs to another ticket."), field="message")
        return message.ticket, message
    if ticket is not None and not Ticket.objects.visible_to(by).filter(pk=ticket.pk).exists():
        raise Refused(_("There is no such ticket."), field="ticket")
    return ticket, None


def check_rule(regulation: Regulation, case: Case, *, by: Viewer) -> RegulationVersion:
    """The version in force on the day of the event, which bound the respondent's department then."""
    if not Regulation.objects.visible_to(by).filter(pk=regulation.pk).exists():
        raise Refused(_("There is no such regulation."), field="regulation")
    version = version_in_force(regulation, case.happened_on)
    if version is None:
        sentence = _(
            "This regulation was not in force on that day. What no rule describes is an error, and errors cost no "
            "points: report a regulation gap instead."
        )
        raise NoRule(sentence, field="regulation")
    worked = Employment.objects.on(case.happened_on).filter(employee=case.respondent)
    if regulation.department_id and not worked.filter(department=regulation.department_id).exists():
        sentence = _("This regulation is of another department than %(name)s worked in on that day.")
        raise NoRule(sentence % {"name": case.respondent.name}, field="regulation")
    return version


def check_clause(clause: Clause | None, version: RegulationVersion) -> None:
    """A clause of the very version that was in force."""
    if clause is not None and clause.version_id != version.pk:
        raise Refused(_("This clause is not in the version that was in force on that day."), field="clause")


def check_read(case: Case, version: RegulationVersion, happened_at: datetime) -> Acknowledgement:
    """The respondent had read that version before the event."""
    reading = acknowledgement_of(case.respondent, version, at=happened_at)
    if reading is None or reading.acknowledged_at >= happened_at:
        sentence = _(
            "%(name)s had not read this version of the regulation before the event, so it cannot be held against them. "
            "Ask them to acknowledge it now, or report a regulation gap."
        )
        raise NotAcknowledged(sentence % {"name": case.respondent.name}, field="regulation")
    return reading


def check_may_dispute(claim: Claim, case: Case, *, for_review: bool, by: Viewer, at: datetime) -> None:
    """D1: not against oneself, not too old, once for an event, no counter-dispute, and not too many. `for_review` is
    said by the finding of a review only, which has looked at who may review (S5): nothing is counted."""
    counted = opened_by(claim.initiator, zone=case.zone, at=at)
    opened = replace(counted, is_exempt=for_review or is_controller(case.policy, by))
    today, limits = at.astimezone(case.zone).date(), case.policy.limits()
    try:
        check_claim(claim, today=today, opened=opened, before=claims_between(claim), limits=limits)
    except NotDisputable as refusal:
        sentence = gettext(refusal.template) % refusal.params
        raise Refused(sentence, field=FIELDS.get(refusal.field)) from refusal


def is_controller(policy: PointPolicy, by: Viewer) -> bool:
    """Of the controller of M2 nothing is counted."""
    hunter = policy.money().hunter
    return hunter is not None and hunter == by.employee_id
