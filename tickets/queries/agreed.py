"""What was estimated and agreed on one task, as its page shows it (W2, W3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

from support_desk.shared.viewer import Viewer
from tickets.agreeing_permissions import can_confirm, can_decide_overrun, does
from tickets.domain.estimating import ESTIMABLE, Step, way_of
from tickets.domain.tasks import WORKABLE
from tickets.models import Approval, Estimate, Overrun, Task, TimeEntry, WorkPolicy
from tickets.permissions import can_answer
from workload.models import Employee, Operation

STEP_WORDS = {
    Step.MENTOR: _("Mentor"),
    Step.MANAGER: _("Manager"),
    Step.CLIENT: _("Client"),
    Step.APPROVED: _("Agreed"),
}
ON_ITS_WAY = (Estimate.State.WITH_MENTOR, Estimate.State.WITH_MANAGER, Estimate.State.WITH_CLIENT)
MOST_ENTRIES = 50

ESTIMATE = {
    **{name: name for name in (
        "id", "author_id", "state", "method", "optimistic_minutes", "likely_minutes", "pessimistic_minutes",
        "risk_percent", "minutes", "note", "client_text", "approval_id", "mentor_at", "manager_at", "comment",
        "created_at", "finished_at",
    )},
    "author_name": "author__name",
    "author_mentor_id": "author__mentor_id",
    "mentor_name": "author__mentor__name",
}  # fmt: skip
OVERRUN = {
    **{name: name for name in (
        "id", "reported_by_id", "reported_at", "minutes", "cause", "explanation", "new_deadline_at", "state",
        "approval_id", "decided_at",
    )},
    "reported_by_name": "reported_by__name",
}  # fmt: skip
APPROVAL = {name: name for name in ("id", "state", "minutes", "asked_at", "decided_at", "comment")}
ENTRY = {
    **{name: name for name in (
        "id", "worked_on", "actual_minutes", "billable_minutes", "is_rework", "overrun_id", "reverses_id",
    )},
    "employee_name": "employee__name",
    "operation_name": "operation__name",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WayStep:
    """One step to agreement. `state`: done, now or ahead."""

    label: Any
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class AgreedBlock:
    """`estimate`: the last one. `spent` and `billed` are of all work on the task, `entries` what the viewer may see."""

    task: Task
    estimate: Estimate | None
    former: list[Estimate]
    way: list[WayStep]
    overruns: list[Overrun]
    approvals: list[Approval]
    entries: list[Mapping[str, Any]]
    spent: int
    billed: int
    threshold: int
    may_estimate: bool
    may_confirm: bool
    may_ask: bool
    may_report: bool
    decidable: frozenset[int]

    @property
    def pending(self) -> list[Approval]:
        """Questions that the client has not answered."""
        return [approval for approval in self.approvals if approval.state == Approval.State.PENDING]

    @property
    def digest(self) -> str:
        """Changes whenever the block would look different."""
        last = self.estimate
        estimate = last and (last.pk, last.state, last.mentor_at, last.manager_at)
        asked = [(each.pk, each.state) for each in self.approvals]
        more = [(each.pk, each.state, each.decided_at) for each in self.overruns]
        shown = repr((estimate, asked, more, self.spent, self.billed, self.task.agreed_minutes))
        return blake2b(shown.encode(), digest_size=6).hexdigest()

    @property
    def limit(self) -> int:
        """What may be billed now."""
        return self.threshold if self.task.agreed_minutes is None else self.task.agreed_minutes

    @property
    def tone(self) -> str:
        return "bad" if self.spent > self.limit else "soon" if 100 * self.spent >= 80 * self.limit else ""

    @property
    def mark(self) -> str:
        """Changes whenever the block would look different, for pages that refresh themselves."""
        lines = [(each.pk, each.state, each.manager_at) for each in filter(None, (self.estimate, *self.former))]
        overruns = [(each.pk, each.state, each.decided_at) for each in self.overruns]
        asked = [(each.pk, each.state) for each in self.approvals]
        figures = (self.task.agreed_minutes, self.spent, self.billed, len(self.entries))
        return repr((figures, lines, overruns, asked))

    @property
    def is_ready_to_ask(self) -> bool:
        """Something is confirmed and only waits to be put before the client."""
        is_confirmed = (
            self.estimate is not None
            and self.estimate.state == Estimate.State.WITH_MANAGER
            and self.estimate.manager_at is not None
        )
        return self.may_ask and (is_confirmed or any(waits_to_be_asked(each) for each in self.overruns))


def agreed_block(task: Task, viewer: Viewer) -> AgreedBlock:
    """Of a task that `viewer` sees, read with its ticket, project and people. One statement."""
    found = Task.objects.filter(pk=task.pk).values(
        estimate_rows=ArraySubquery(part(Estimate.objects.order_by("-id"), ESTIMATE)),
        overrun_rows=ArraySubquery(part(Overrun.objects.order_by("-id"), OVERRUN)),
        approval_rows=ArraySubquery(approvals_part()),
        entry_rows=ArraySubquery(part(TimeEntry.objects.visible_to(viewer).order_by("-id"), ENTRY)[:MOST_ENTRIES]),
        spent=total("actual_minutes", is_rework=False, operation__kind=Operation.Kind.EXECUTION),
        billed=total("billable_minutes"),
        threshold=Subquery(threshold_part(task, viewer.at)),
    )
    return block_of(task, {**found.get()}, viewer)


def block_of(task: Task, found: dict[str, Any], viewer: Viewer) -> AgreedBlock:
    """Rows become what they are, so that the rules of the actions answer for the buttons."""
    estimates = [estimate_from(row, task) for row in found["estimate_rows"]]
    overruns = [overrun_from(row, task) for row in found["overrun_rows"]]
    threshold = WorkPolicy().threshold_minutes if found["threshold"] is None else found["threshold"]
    last = estimates[0] if estimates else None
    is_agreed = task.agreed_minutes is not None
    return AgreedBlock(
        task=task,
        estimate=last,
        former=estimates[1:],
        way=way_shown(last, task, threshold) if last else [],
        overruns=overruns,
        approvals=[row_of(Approval, row) for row in found["approval_rows"]],
        entries=[{**row, "worked_on": parse_date(row["worked_on"])} for row in found["entry_rows"]],
        spent=found["spent"],
        billed=found["billed"],
        threshold=threshold,
        may_estimate=does(viewer, task) and not is_agreed and task.status in ESTIMABLE,
        may_confirm=last is not None and waits_for_us(last) and can_confirm(viewer, last),
        may_ask=can_answer(viewer, task.ticket),
        may_report=does(viewer, task) and is_agreed and task.status in WORKABLE and not on_its_way(overruns),
        decidable=frozenset(
            each.pk
            for each in overruns
            if each.state == Overrun.State.REPORTED and each.decided_at is None and can_decide_overrun(viewer, each)
        ),
    )


def part(rows: QuerySet[Any], columns: Mapping[str, str]) -> QuerySet[Any, Any]:
    """Rows of the outer task as JSON objects."""
    return rows.filter(task=OuterRef("pk")).values(facts=JSONObject(**columns))


def approvals_part() -> QuerySet[Approval, Any]:
    """The questions that the task's lines point to, newest first."""
    asked = Estimate.objects.filter(task=OuterRef(OuterRef("pk"))).values("approval_id")
    more = Overrun.objects.filter(task=OuterRef(OuterRef("pk"))).values("approval_id")
    found = Approval.objects.filter(Q(pk__in=asked) | Q(pk__in=more)).order_by("-id")
    return found.values(facts=JSONObject(**APPROVAL))


def total(column: str, **where: Any) -> Coalesce:
    """Minutes of all entries of the outer task."""
    entries = TimeEntry.objects.filter(task=OuterRef("pk"), **where).order_by().values("task")
    summed = entries.annotate(minutes=Sum(column)).values("minutes")
    return Coalesce(Subquery(summed, output_field=IntegerField()), 0)


def threshold_part(task: Task, at: datetime) -> QuerySet[WorkPolicy, Any]:
    """As `policy_on` finds it."""
    mine = Q(department_id=task.ticket.department_id) | Q(department__isnull=True)
    known = WorkPolicy.objects.filter(mine, starts_on__lte=at.date())
    own_first = models.F("department_id").asc(nulls_last=True)
    return known.order_by(own_first, "-starts_on").values("threshold_minutes")[:1]


def row_of[RowT: models.Model](kind: type[RowT], facts: Mapping[str, Any], **more: Any) -> RowT:
    """A model's row from its JSON object; instants are instants again."""
    known = {field.attname for field in kind._meta.concrete_fields}
    values = {name: instant(name, value) for name, value in facts.items() if name in known}
    return kind(**values, **more)


def instant(name: str, value: Any) -> Any:
    return parse_datetime(value) if name.endswith("_at") and value else value


def estimate_from(facts: Mapping[str, Any], task: Task) -> Estimate:
    mentor_id, mentor_name = facts["author_mentor_id"], facts["mentor_name"]
    author = Employee(pk=facts["author_id"], name=facts["author_name"])
    author.mentor = Employee(pk=mentor_id, name=mentor_name) if mentor_id else None
    estimate = row_of(Estimate, facts)
    estimate.author, estimate.task = author, task
    return estimate


def overrun_from(facts: Mapping[str, Any], task: Task) -> Overrun:
    overrun = row_of(Overrun, facts)
    overrun.reported_by = Employee(pk=facts["reported_by_id"], name=facts["reported_by_name"])
    overrun.task = task
    return overrun


def waits_for_us(estimate: Estimate) -> bool:
    """The mentor or the manager is to look at it."""
    is_confirmed = estimate.state == Estimate.State.WITH_MANAGER and estimate.manager_at is not None
    return estimate.state in (Estimate.State.WITH_MENTOR, Estimate.State.WITH_MANAGER) and not is_confirmed


def waits_to_be_asked(overrun: Overrun) -> bool:
    """Its cause is decided, and it is not ours."""
    return overrun.state == Overrun.State.REPORTED and overrun.decided_at is not None


def on_its_way(overruns: list[Overrun]) -> bool:
    return any(each.state in (Overrun.State.REPORTED, Overrun.State.WITH_CLIENT) for each in overruns)


def way_shown(estimate: Estimate, task: Task, threshold: int) -> list[WayStep]:
    """Who has confirmed, who is next, who comes after (W2); empty once it ended without an agreement."""
    if estimate.state not in (*ON_ITS_WAY, Estimate.State.APPROVED):
        return []
    mentor = estimate.author.mentor
    had_mentor = estimate.state == Estimate.State.WITH_MENTOR or estimate.mentor_at is not None
    steps = way_of(has_mentor=had_mentor, minutes=estimate.minutes, threshold=threshold)
    if estimate.approval_id and Step.CLIENT not in steps:
        steps = (*steps[:-1], Step.CLIENT, Step.APPROVED)
    now = position(estimate, steps)
    names = {Step.MENTOR: mentor.name if mentor else "", Step.MANAGER: task.manager.name}
    return [
        WayStep(STEP_WORDS[step], names.get(step, ""), "done" if index < now else "now" if index == now else "ahead")
        for index, step in enumerate(steps)
    ]


def position(estimate: Estimate, steps: tuple[Step, ...]) -> int:
    """Index of the step that is to be done; behind the last one when all are."""
    if estimate.state == Estimate.State.APPROVED:
        return len(steps)
    is_confirmed = estimate.state == Estimate.State.WITH_MANAGER and estimate.manager_at is not None
    step = Step.CLIENT if is_confirmed else Step(estimate.state)
    return steps.index(step) if step in steps else len(steps) - 1
