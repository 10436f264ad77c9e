"""People of the small world: a request for leave, a month's roster, and what is one person's alone."""

from datetime import timedelta
from typing import Any

from support_desk.shared import clock, notices
from support_desk.shared.models import ApiToken, ImportRun, Job, Notice, OutboxItem
from support_desk.shared.notices import NoticeWords
from tests import factories as make
from tests.security.marks import canary
from workload.models import Department, Employee, LeaveSlip, RosterSubmission, ShiftPattern, ShiftSwap

CANARY_NOTICE = "world.canary"


def leave_slip(owner: Employee, worker: Employee, department: Department, relation: str) -> LeaveSlip:
    """A request whose cover is asked, the worker where they are another; they learn when, never why."""
    later = clock.now() + timedelta(days=50)
    cover = worker if worker != owner else make.an_employee("specialist", department=department)
    absence = make.an_absence(
        owner, later.date(), state="requested", type="study", note=canary("absence", relation), cover=cover
    )
    slip = LeaveSlip.objects.create(absence=absence)
    slip.sign_offs.create(kind="cover", person=cover, asked_at=make.NOW)
    return slip


def rosters(relation: str, owner: Employee, department: Department, soon: Any) -> dict[str, Any]:
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


def private(relation: str, owner: Employee) -> dict[str, Any]:
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
