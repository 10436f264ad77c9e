"""Who estimates, confirms, asks the client, reports a difficulty: check_can raises, can_ answers (W2, P4)."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer
from tickets.models import Approval, Estimate, Overrun, Task, Ticket
from tickets.permissions import can_answer, can_log_time, can_work_on
from workload.models import Department


def manages(viewer: Viewer, task: Task) -> bool:
    """Whose task it is on the manager's side: its manager, and whoever works on the ticket."""
    return viewer.is_system or (
        viewer.is_employee and (task.manager_id == viewer.employee_id or can_work_on(viewer, task.ticket))
    )


def does(viewer: Viewer, task: Task) -> bool:
    """Whose task it is on the specialist's side."""
    return viewer.is_employee and task.assignee_id == viewer.employee_id


def check_can_estimate(viewer: Viewer, task: Task) -> None:
    if not does(viewer, task):
        raise NotAllowed(_("Whoever does the task estimates it."))


def can_confirm(viewer: Viewer, estimate: Estimate) -> bool:
    """The mentor, or the head in the mentor's place; then the manager. Never the author (P4)."""
    if estimate.author_id == viewer.employee_id:
        return False
    if estimate.state == Estimate.State.WITH_MENTOR:
        heads = estimate.task.ticket.department_id in viewer.headed_department_ids
        return viewer.is_employee and (heads or estimate.author.mentor_id == viewer.employee_id)
    return manages(viewer, estimate.task)


def check_can_confirm(viewer: Viewer, estimate: Estimate) -> None:
    if can_confirm(viewer, estimate):
        return
    if estimate.author_id == viewer.employee_id:
        raise NotAllowed(_("Nobody confirms their own estimate."))
    if estimate.state == Estimate.State.WITH_MENTOR:
        raise NotAllowed(_("The author’s mentor, or the head, looks at this estimate first."))
    raise NotAllowed(_("The manager of the task confirms its estimates."))


def check_can_ask_client(viewer: Viewer, ticket: Ticket) -> None:
    if not can_answer(viewer, ticket):
        raise NotAllowed(_("A manager, the operator or the head asks the client."))


def check_can_decide(viewer: Viewer, approval: Approval) -> None:
    """Only the client's own people say yes or no; that `approval` is theirs was decided when it was found."""
    if not viewer.is_client or viewer.contact_id is None:
        raise NotAllowed(_("The client decides this. Record the message that says so."))


def check_can_report_overrun(viewer: Viewer, task: Task) -> None:
    if not does(viewer, task):
        raise NotAllowed(_("Whoever does the task reports its difficulties."))


def can_decide_overrun(viewer: Viewer, overrun: Overrun) -> bool:
    """The manager's side, never who reported it (P4)."""
    return overrun.reported_by_id != viewer.employee_id and manages(viewer, overrun.task)


def check_can_decide_overrun(viewer: Viewer, overrun: Overrun) -> None:
    if overrun.reported_by_id == viewer.employee_id:
        raise NotAllowed(_("Nobody decides on a difficulty they have reported."))
    if not can_decide_overrun(viewer, overrun):
        raise NotAllowed(_("The manager of the task decides what an overrun comes from."))


def can_log_on_task(viewer: Viewer, task: Task) -> bool:
    """Whoever does it, and whoever works on its ticket."""
    return does(viewer, task) or can_log_time(viewer, task.ticket)


def check_can_log_on_task(viewer: Viewer, task: Task) -> None:
    if not can_log_on_task(viewer, task):
        raise NotAllowed(_("Time is logged by those who work on the task or its ticket."))


def can_keep_rules(viewer: Viewer, department: Department | None) -> bool:
    """Rules of estimating: the head the department's own, the director and the administrator everybody's."""
    if viewer.is_system or viewer.has("director", "administrator"):
        return True
    return department is not None and department.pk in viewer.headed_department_ids


def can_keep_some_rules(viewer: Viewer) -> bool:
    """Of one department at least."""
    return can_keep_rules(viewer, None) or bool(viewer.headed_department_ids)


def check_can_keep_rules(viewer: Viewer, department: Department | None) -> None:
    if not can_keep_rules(viewer, department):
        raise NotAllowed(_("The head keeps the rules of the department, the director those of everybody."))
