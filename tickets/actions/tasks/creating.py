"""Splitting work off a ticket as a task (W1)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.items.settling import delegate_item
from tickets.actions.locks import lock_ticket
from tickets.actions.saving import save_ticket
from tickets.actions.tasks.following import follow_work
from tickets.actions.tasks.stepping import Words, write_step
from tickets.actions.tasks.telling import tell_step
from tickets.domain.tasks import TaskEvent
from tickets.models import LetterItem, Task, TaskStatus, Ticket, TicketStatus
from tickets.task_permissions import check_can_split_off
from workload.models import Employee, Skill
from workload.queries.employees import employee_behind

LONGEST_TITLE = 200
LONGEST_FORMULATION = 10_000
LONGEST_CRITERIA = 4_000


@dataclass(frozen=True, slots=True)
class TaskSpec:
    """A task as somebody formulates it. Without an assignee it waits until it is offered to somebody."""

    title: str
    formulation: str
    acceptance_criteria: str
    skill: Skill | None = None
    assignee: Employee | None = None
    deadline_at: datetime | None = None
    is_critical: bool = False


@transaction.atomic
def create_task(*, ticket: Ticket, spec: TaskSpec, by: Viewer, at: datetime, item: LetterItem | None = None) -> Task:
    """A new task, offered to its assignee; the ticket begins to wait for the specialist.

    With `item` that question of a letter is delegated to the task; its words stand in for a formulation that is left
    empty. The ticket of the returned task is the row that was saved. Refused, naming the field, on a closed ticket, an
    empty title, formulation or criteria, a deadline that has passed, somebody who does not work here, or an item that
    is answered, a task already or another ticket's.
    """
    locked = lock_ticket(ticket, by=by)
    check_can_split_off(by, locked)
    if locked.status == TicketStatus.CLOSED:
        raise Refused(_("The ticket is closed. Reopen it to split off a task."))
    question = locked_item(locked, item) if item else None
    said = spec.formulation.strip() or (question.text if question else "")
    check_words(title=spec.title, formulation=said, acceptance_criteria=spec.acceptance_criteria)
    check_deadline(spec.deadline_at, at=at)
    check_assignee(spec.assignee, at=at)
    task = Task.objects.create(
        ticket=locked,
        title=spec.title.strip(),
        formulation=said,
        acceptance_criteria=spec.acceptance_criteria.strip(),
        skill=spec.skill,
        assignee=spec.assignee,
        manager=employee_behind(by),
        is_critical=spec.is_critical,
        deadline_at=spec.deadline_at,
        created_at=at,
    )
    change = write_step(task, TaskEvent.OFFER, before=None, was={}, words=Words(), by=by, at=at)
    if question:
        delegate_item(locked, question, task)
    follow_work(locked, TaskEvent.OFFER, by=by, at=at)
    save_ticket(locked, by=by, at=at)
    tell_step(task, change, by=by, at=at)
    return task


def locked_item(ticket: Ticket, item: LetterItem) -> LetterItem:
    """The question as it is now, of a ticket that is locked: not answered, and no task yet that is still worth it."""
    rows = ticket.items.select_for_update(of=("self",)).select_related("task")
    found = rows.exclude(state=LetterItem.State.ANSWERED).filter(pk=item.pk).first()
    if found is None:
        raise Refused(_("This item is answered already, or not of this ticket. Reload to see."), field="item")
    if found.task is not None and found.task.status != TaskStatus.CANCELLED:
        raise Refused(_("This item is the task “%(title)s” already.") % {"title": found.task.title}, field="item")
    return found


def check_words(*, title: str, formulation: str, acceptance_criteria: str) -> None:
    """A clear formulation and criteria, each of a sensible length."""
    if not title.strip():
        raise Refused(_("Say in a few words what is to be done."), field="title")
    if not formulation.strip():
        raise Refused(_("Formulate the task: what is to be done, and with what."), field="formulation")
    if not acceptance_criteria.strip():
        raise Refused(_("Say by what the result is accepted."), field="acceptance_criteria")
    longest = {"title": LONGEST_TITLE, "formulation": LONGEST_FORMULATION, "acceptance_criteria": LONGEST_CRITERIA}
    given = {"title": title, "formulation": formulation, "acceptance_criteria": acceptance_criteria}
    for field, text in given.items():
        if len(text.strip()) > longest[field]:
            raise Refused(_("At most %(limit)d characters.") % {"limit": longest[field]}, field=field)


def check_deadline(deadline_at: datetime | None, *, at: datetime) -> None:
    if deadline_at is not None and deadline_at <= at:
        raise Refused(_("Set a deadline that is still to come."), field="deadline_at")


def check_assignee(assignee: Employee | None, *, at: datetime) -> None:
    """Somebody who works here today."""
    if assignee is not None and assignee.left_on is not None and assignee.left_on < at.date():
        words = _("%(name)s has left. Choose somebody who works here.")
        raise Refused(words % {"name": assignee.name}, field="assignee")
