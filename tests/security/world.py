"""A small company in which everybody's things carry a word of their own, so that a leak names itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from support_desk.shared import audit, clock, notices
from support_desk.shared.models import ApiToken, AuditEntry, ImportRun, Job, Notice, OutboxItem, User
from support_desk.shared.notices import NoticeWords
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.factories import load as make_load
from tests.security.marks import BEACON, canary
from tests.security.world_play import play
from tests.tickets.portal.rows import a_report, a_report_line
from tickets.actions.joining.merging import merge_tickets
from tickets.actions.joining.undoing_merge import standing_merge
from tickets.models import AwayDigest, Draft, OrderConflict, SlaPolicy, WorkPolicy
from workload.models import (
    Department,
    Employee,
    EmployeeSkill,
    LeaveSlip,
    RosterSubmission,
    ShiftPattern,
    ShiftSwap,
    Skill,
    WorkloadPolicy,
)

OWN, DEPARTMENT, FOREIGN, ABSENT = "own", "department", "foreign", "absent"
RELATIONS = (OWN, DEPARTMENT, FOREIGN)
CANARY_NOTICE = "world.canary"
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
    message = _conversation(ticket, said, relation)
    asked = make.a_ticket(project, subject=said, requester=contact, assignee=worker)
    item = make.an_item(make.a_message(asked, body_text=said), text=said)
    make.a_message(asked, "out", body_text=said)
    mailbox = make.a_mailbox(department)
    raw = make.a_raw_mail(mailbox, _letter(canary("mail", relation)), state="quarantined", reason="nesting")
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
    slip = _slip(owner, worker, department, relation)
    digest = AwayDigest.objects.create(employee=owner, starts_at=at - timedelta(days=2), ends_at=at)
    work = _agreed(ticket, owner, worker, relation)
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
        **_rosters(relation, owner, department, soon),
        "digest": digest.pk,
        "audit": trail.pk,
        "deed": deed.pk,
        "skill": skill.skill_id,
        "employee skill": skill.pk,
        "employment": owner.employments.get().pk,
        "role": owner.role_assignments.get().pk,
        "position": owner.employments.get().position_id,
        **work,
        **_private(relation, owner),
        **_reports(relation, ticket),
        **play(relation, owner, department, ticket),
    }


def _slip(owner: Employee, worker: Employee, department: Department, relation: str) -> LeaveSlip:
    """A request whose cover is asked, the worker where they are another; they learn when, never why."""
    later = clock.now() + timedelta(days=50)
    cover = worker if worker != owner else make.an_employee("specialist", department=department)
    absence = make.an_absence(
        owner, later.date(), state="requested", type="study", note=canary("absence", relation), cover=cover
    )
    slip = LeaveSlip.objects.create(absence=absence)
    slip.sign_offs.create(kind="cover", person=cover, asked_at=make.NOW)
    return slip


def _rosters(relation: str, owner: Employee, department: Department, soon: Any) -> dict[str, Any]:
    """A month that waits for a decision, and a shift that is offered to somebody nobody of the world is."""
    said, month = canary("roster", relation), (soon.date().replace(day=1) + timedelta(days=32)).replace(day=1)
    roster = RosterSubmission.objects.create(
        employee=owner, department=department, month=month, state="submitted", submitted_at=soon, decision_note=said
    )
    offered = make.a_shift(owner, soon + timedelta(days=33))
    swap = ShiftSwap.objects.create(
        department=department, asker=owner, colleague=make.an_employee("manager", department=department),
        shift=offered, starts_at=offered.starts_at, ends_at=offered.ends_at, note=said, asked_at=soon,
    )  # fmt: skip
    pattern = ShiftPattern.objects.create(employee=owner, starts_on=month)
    return {"roster": roster.pk, "swap": swap.pk, "pattern": pattern.pk}


def _agreed(ticket: Any, manager: Employee, worker: Employee, relation: str) -> dict[str, Any]:
    """Another ticket, with a task, an estimate, an overrun and a question to the client; a third was merged into it."""
    said, words = f"{BEACON} {canary('agreed', relation)}", canary("approval", relation)
    subject = f"{BEACON} {canary('ticket', relation)}"
    ticket = make.a_ticket(ticket.project, subject=subject, requester=ticket.requester, assignee=worker)
    task = make.a_task(ticket, title=said, manager=manager, assignee=worker)
    estimate = make.an_estimate(task, client_text=said, note=said)
    other = make.a_task(ticket, title=said, manager=manager, assignee=worker)
    overrun = make.an_overrun(other, explanation=said)
    declined = make.a_task(ticket, title=said, manager=manager, assignee=worker, status="declined", is_critical=True)
    clash = OrderConflict.objects.create(specialist=worker, task=declined, against=task, raised_at=make.NOW)
    approval = make.an_approval(ticket, words=words, asked_by=manager)
    make.an_estimate(make.a_task(ticket), 120, state="client", approval=approval, client_text=words)
    merged = make.a_ticket(ticket.project, subject=subject, requester=ticket.requester, assignee=worker)
    merge_tickets(ticket=merged, into=ticket, by=viewer_now(manager), at=clock.now())
    return {
        "agreed task": task.pk,
        "estimate": estimate.pk,
        "overrun": overrun.pk,
        "approval": approval.pk,
        "order conflict": clash.pk,
        "merge": standing_merge(merged).pk,
    }


def _reports(relation: str, ticket: Any) -> dict[str, Any]:
    """A report that was sent, and one that was not."""
    sent = a_report(ticket.client, date(2026, 8, 1))
    draft = a_report(ticket.client, date(2026, 12, 1), state="draft", sent_at=None)
    line = a_report_line(sent, ticket, text=canary("report", relation))
    a_report_line(draft, ticket, text=canary("unsent", relation))
    return {"sent report": sent.pk, "sent line": line.pk}


def viewer_now(employee: Employee) -> Any:
    return make.viewer(employee, clock.now())


def _conversation(ticket: Any, said: str, relation: str) -> Any:
    """A letter with its raw form and a file, an answer and a note; the letter is returned."""
    mark = canary("ticket", relation)
    raw = make.a_raw_mail(content=_letter(mark), state="accepted")
    letter = make.a_message(ticket, "in", body_text=said, body_html=f"<p>{said}</p>", raw_mail=raw, author_name=said)
    make.an_attachment(letter, mark.encode(), name=f"{mark}.txt")
    make.a_message(ticket, "out", body_text=said)
    make.a_message(ticket, "internal", body_text=canary("note", relation))
    return letter


def _letter(mark: str) -> bytes:
    return f"Message-ID: <{mark}@client.test>\r\nFrom: {mark}@client.test\r\nSubject: {mark}\r\n\r\n{mark}".encode()


def _private(relation: str, owner: Employee) -> dict[str, Any]:
    """What is one person's alone."""
    mark, at = canary("private", relation), clock.now()
    job = Job.objects.create(
        kind="export", title=mark, owner=owner.user, state="done", created_at=at, finished_at=at,
        result=make.a_file(mark.encode(), f"{mark}.csv"),
    )  # fmt: skip
    token = ApiToken.objects.create(
        user=owner.user, name=mark, prefix="sd_", digest=mark, scopes=["tickets:read"], created_at=at,
        expires_at=at + timedelta(days=30),
    )  # fmt: skip
    notices.register(CANARY_NOTICE, lambda facts: NoticeWords(facts["mark"], body=facts["mark"]))
    told = Notice.objects.create(
        user=owner.user, kind=CANARY_NOTICE, key=relation, facts={"mark": canary("notice", relation)}, url="/",
        created_at=at, deliver_at=at,
    )  # fmt: skip
    item = OutboxItem.objects.create(kind="mail.reply", key=f"reply:{relation}", available_at=at, created_at=at)
    run = ImportRun.objects.create(
        kind="rosters", owner=owner.user, file=make.a_file(mark.encode(), f"{mark}.csv"), sha256=mark, state="checked",
        preview=[[2, {"email": mark}]], created_at=at,
    )  # fmt: skip
    return {
        "import": run.pk,
        "job": job.pk,
        "token": token.pk,
        "any token": token.pk,
        "outbox": item.pk,
        "notice": told.pk,
    }
