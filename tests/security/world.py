"""A small company in which everybody's things carry a word of their own, so that a leak names itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from support_desk.shared import audit, clock
from support_desk.shared.models import AuditEntry, User
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.factories import load as make_load
from tests.security.marks import BEACON, canary
from tests.security.world_people import leave_slip, private, rosters
from tests.security.world_play import play
from tests.security.world_work import agreed, conversation, letter, reports, viewer_now
from tickets.models import AwayDigest, Draft, SlaPolicy, WorkPolicy
from workload.models import Department, Employee, EmployeeSkill, Skill, WorkloadPolicy

OWN, DEPARTMENT, FOREIGN, ABSENT = "own", "department", "foreign", "absent"
RELATIONS = (OWN, DEPARTMENT, FOREIGN)
ROLES = {
    "M": "manager",
    "S": "specialist",
    "O": "operator",
    "H": "head",
    "F": "office_manager",
    "L": "sales",
    "A": "accountant",
    "D": "director",
    "X": "administrator",
}


@dataclass(frozen=True, slots=True)
class World:
    """`people` by letter (None: not logged in); `ids` by relation and kind, as an address carries them; `last_trace`
    is the newest audit row, past which a request has done something."""

    people: dict[str, User | None]
    ids: dict[str, dict[str, Any]]
    last_trace: int


def build_world() -> World:
    """One department with everybody in it, another beside it, and things of three relations."""
    here, elsewhere = make.a_department(), make.a_department()
    staff = {letter: _person(role, here) for letter, role in ROLES.items()}
    gone = _person("manager", here)
    Employee.objects.filter(pk=gone.pk).update(left_on=gone.hired_on)
    operation, service, terms = make.an_operation(), make.a_service(), _terms()
    policy = WorkloadPolicy.objects.create(starts_on=make.NOW.date())
    owners = {
        OWN: (staff["M"], staff["S"], here),
        DEPARTMENT: (colleague := make.an_employee("manager", department=here), colleague, here),
        FOREIGN: (stranger := make.an_employee("manager", department=elsewhere), stranger, elsewhere),
    }
    ids = {
        relation: {
            **_things(relation, *owners[relation]),
            "operation": operation.pk,
            "norm": operation.norms.get().pk,
            "workload policy": policy.pk,
            "service": service.pk,
            **terms,
            **_policy_of(owners[relation][2]),
            "department": owners[relation][2].pk,
            "employee": owners[relation][0].pk,
            "managed employee": owners[relation][0].pk,
        }
        for relation in RELATIONS
    }
    ids[ABSENT] = {kind: uuid4() if kind in ("file", "job", "evidence") else 99_999_999 for kind in ids[OWN]}
    ids[ABSENT]["calendar code"] = "absent"
    people: dict[str, User | None] = {letter: person.user for letter, person in staff.items()}
    people |= {"C": _contact_user(ids), "G": gone.user, "N": None}
    return World(people, ids, AuditEntry.objects.latest("pk").pk)


def _terms() -> dict[str, Any]:
    """A calendar with a week, a holiday and a loaded year, which everybody knows."""
    calendar = make.a_calendar(is_default=True, holidays=[date(2026, 11, 4)])
    return {
        "calendar": calendar.pk,
        "calendar code": calendar.code,
        "calendar week": calendar.weeks.get().pk,
        "calendar day": calendar.days.get().pk,
        "calendar year": calendar.years.create(year=2026).pk,
        "calendar version": calendar.versions.latest("number").pk,
    }


def _policy_of(department: Department) -> dict[str, Any]:
    """The policy of a department."""
    there = SlaPolicy.objects.filter(departments__department=department).first()
    policy = there or make.a_policy(department=department)
    soon = clock.now().date() + timedelta(days=30)
    rules, _is_new = WorkPolicy.objects.get_or_create(department=department, defaults={"starts_on": soon})
    return {
        "work policy": rules.pk,
        "managed work policy": rules.pk,
        "policy": policy.pk,
        "managed policy": policy.pk,
        "policy version": policy.versions.get().pk,
        "department policy": department.pk,
        "managed department policy": department.pk,
    }


def _person(role: str, department: Department) -> Employee:
    return make.an_employee(
        role, department=department, is_staff=role in ("head", "office_manager", "director", "administrator")
    )


def _contact_user(ids: dict[str, dict[str, Any]]) -> User:
    from tickets.models import Contact

    user = User.objects.create_user("person@client.test", name="A client's person")
    Contact.objects.filter(pk=ids[OWN]["contact"]).update(user=user)
    return user


def _things(relation: str, owner: Employee, worker: Employee, department: Department) -> dict[str, Any]:
    """One of each kind, as an address names it."""
    named = f"{BEACON} {canary('client', relation)}"
    client = make.a_client(named, tone_notes=named)
    contact = make.a_contact(client, f"{canary('client', relation)}@client.test", name=named)
    project = make.a_project(client, owner, name=named, department=department)
    contract = make.a_contract(project, number=canary("client", relation))
    said = f"{BEACON} {canary('ticket', relation)}"
    ticket = make.a_ticket(
        project,
        subject=said,
        requester=contact,
        assignee=worker,
        tags=[canary("ticket", relation)],
        created_at=clock.now(),
    )
    message = conversation(ticket, said, relation)
    asked = make.a_ticket(project, subject=said, requester=contact, assignee=worker)
    item = make.an_item(make.a_message(asked, body_text=said), text=said)
    make.a_message(asked, "out", body_text=said)
    mailbox = make.a_mailbox(department)
    raw = make.a_raw_mail(mailbox, letter(canary("mail", relation)), state="quarantined", reason="nesting")
    call = make.a_missed_call(department, note=f"{BEACON} {canary('call', relation)}")
    worded = f"{BEACON} {canary('task', relation)}"
    task = make.a_task(
        ticket, assignee=worker, manager=owner, title=worded, formulation=worded, status="handed_over", wish=message
    )
    entry = make.a_time_entry(ticket, worker, client_text=f"{BEACON} {canary('time', relation)}", department=department)
    make.billed(project, ticket=ticket, employee=worker, client_text=canary("line", relation), department=department)
    report = make.a_report(project)
    Draft.objects.create(
        ticket=ticket, user=owner.user, kind="reply", body=canary("draft", relation), saved_at=make.NOW
    )
    by, at = viewer_now(owner), clock.now()
    trail = audit.record(
        action="ticket.tags",
        target=ticket,
        by=by,
        at=make.NOW,
        scope=ticket.scope,
        after={"tags": [canary("audit", relation)]},
    )
    deed = audit.record(
        action="position.rename",
        target=owner.employments.get().position,
        by=Viewer.system(make.NOW),
        at=make.NOW,
        after={"name": canary("deed", relation)},
    )
    soon = at + timedelta(days=30)
    absence = make.an_absence(owner, soon.date(), state="requested", type="study", note=canary("absence", relation))
    plan = make.an_onboarding_plan(owner, 1, note=canary("plan", relation))
    lesson = make.an_instruction(make.an_operation(department=department))
    slip = leave_slip(owner, worker, department, relation)
    digest = AwayDigest.objects.create(employee=owner, starts_at=at - timedelta(days=2), ends_at=at)
    work = agreed(ticket, owner, worker, relation)
    skill = EmployeeSkill.objects.create(employee=owner, skill=Skill.objects.get_or_create(name="Layout")[0], level=3)
    moved = make_load.a_move(
        task, make.an_employee("specialist", department=department), owner, title=worded, decided_at=at
    )
    monday = at.date() - timedelta(days=at.weekday())
    alarm = make_load.an_alarm(
        department,
        make.an_employee("manager", department=department),
        skill=make.a_skill(),
        week_starts_on=monday,
        raised_at=at,
        reason=f"{BEACON} {canary('alarm', relation)}",
    )
    return {
        "load person": owner.pk,
        "load move": moved.pk,
        "alarm": alarm.pk,
        "client": client.pk,
        "contact": contact.pk,
        "project": project.pk,
        "contract": contract.pk,
        "ticket": ticket.number,
        "message": message.pk,
        "item": item.pk,
        "file": message.attachments.get().file_id,
        "task": task.pk,
        "time": entry.pk,
        "report": report.pk,
        "line": report.lines.get().pk,
        "mail": raw.pk,
        "call": call.pk,
        "mailbox": mailbox.pk,
        "absence": absence.pk,
        "timesheet": make.a_timesheet(owner, department, reason=canary("timesheet", relation)).pk,
        "slip": slip.absence_id,
        "leave slip": slip.pk,
        "shift": make.a_shift(owner, soon + timedelta(days=30)).pk,
        "plan": plan.pk,
        "step": plan.items.get().pk,
        "instruction": lesson.pk,
        "managed instruction": lesson.pk,
        **rosters(relation, owner, department, soon),
        "digest": digest.pk,
        "audit": trail.pk,
        "deed": deed.pk,
        "skill": skill.skill_id,
        "employee skill": skill.pk,
        "employment": owner.employments.get().pk,
        "role": owner.role_assignments.get().pk,
        "position": owner.employments.get().position_id,
        **work,
        **private(relation, owner),
        **reports(relation, ticket),
        **play(relation, owner, department, ticket),
    }
