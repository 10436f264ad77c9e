"""Who may change what about a ticket: each check_can raises, each can_ answers, and both are one rule (P2, P4)."""

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer
from tickets.models import MissedCall, SlaPolicy, Task, Ticket, TimeEntry
from tickets.queries.sla_users import departments_promising
from workload.permissions import can_manage_company, managed_department_ids


def can_work_on(viewer: Viewer, ticket: Ticket) -> bool:
    """Answer, note, assign, change: whoever sees the ticket as one of ours. Sales and the director only read."""
    if viewer.is_system:
        return True
    if not viewer.is_employee:
        return False
    if ticket.department_id in viewer.overseen_department_ids or covers(viewer, ticket):
        return True
    return ticket.assignee_id == viewer.employee_id or owns_project(viewer, ticket)


def covers(viewer: Viewer, ticket: Ticket) -> bool:
    """The viewer answers for the ticket in somebody's absence now (L4)."""
    return ticket.project_id in viewer.covered_project_ids or ticket.pk in viewer.covered_ticket_ids


def owns_project(viewer: Viewer, ticket: Ticket) -> bool:
    """The ticket's project is the viewer's own."""
    return ticket.project is not None and ticket.project.owner_id == viewer.employee_id


def check_can_work_on(viewer: Viewer, ticket: Ticket) -> None:
    if not can_work_on(viewer, ticket):
        raise NotAllowed(_("Only those who work on this ticket may change it."))


def can_answer(viewer: Viewer, ticket: Ticket) -> bool:
    """Write to the client: as above, but a specialist writes notes and leaves letters to the manager."""
    if not can_work_on(viewer, ticket):
        return False
    return viewer.is_system or viewer.has("manager", "operator", "head")


def check_can_answer(viewer: Viewer, ticket: Ticket) -> None:
    if not can_answer(viewer, ticket):
        raise NotAllowed(_("A manager, the operator or the head answers the client. Leave an internal note instead."))


def can_open_tickets(viewer: Viewer) -> bool:
    return viewer.is_system or viewer.has("manager", "operator", "head")


def check_can_open_tickets(viewer: Viewer) -> None:
    if not can_open_tickets(viewer):
        raise NotAllowed(_("A manager, the operator or the head opens tickets."))


def takes_part(viewer: Viewer, ticket: Ticket) -> bool:
    """Write notes and log time: who works on the ticket, and the specialist of one of its tasks.

    A statement for specialists alone, and none where the ticket was read with `has_own_task`.
    """
    if can_work_on(viewer, ticket):
        return True
    if not viewer.has("specialist"):
        return False
    known: bool | None = getattr(ticket, "has_own_task", None)
    if known is not None:
        return known
    return Task.objects.filter(ticket=ticket, assignee_id=viewer.employee_id or 0).exists()


def check_takes_part(viewer: Viewer, ticket: Ticket) -> None:
    if not takes_part(viewer, ticket):
        raise NotAllowed(_("Only those who work on this ticket may change it."))


def can_log_time(viewer: Viewer, ticket: Ticket) -> bool:
    return viewer.is_employee and takes_part(viewer, ticket)


def check_can_log_time(viewer: Viewer, ticket: Ticket) -> None:
    if not can_log_time(viewer, ticket):
        raise NotAllowed(_("Time is logged by those who work on the ticket."))


def can_reverse_time(viewer: Viewer, entry: TimeEntry) -> bool:
    """One's own entry, or one of a department the viewer oversees."""
    return entry.employee_id == viewer.employee_id or entry.department_id in viewer.overseen_department_ids


def check_can_reverse_time(viewer: Viewer, entry: TimeEntry) -> None:
    if not can_reverse_time(viewer, entry):
        raise NotAllowed(_("Your own entries you correct yourself; others' are corrected by their head."))


def can_triage(viewer: Viewer) -> bool:
    """Look at leads, flags and the quarantine."""
    return viewer.is_system or viewer.has("operator", "head")


def check_can_triage(viewer: Viewer) -> None:
    if not can_triage(viewer):
        raise NotAllowed(_("The operator or the head decides on mail that nobody could place."))


def is_to_be_placed(ticket: Ticket) -> bool:
    """Whether it has no project, or somebody has to look whose it is: only then it goes to one (T2, T3)."""
    return ticket.is_lead or bool(ticket.flag) or ticket.project_id is None


def can_log_calls(viewer: Viewer, department_id: int) -> bool:
    """Write down that a call to a department was missed: whoever works its calls off. The director only reads."""
    return viewer.is_system or department_id in viewer.overseen_department_ids


def check_can_log_calls(viewer: Viewer, department_id: int) -> None:
    if not can_log_calls(viewer, department_id):
        raise NotAllowed(_("The operator or the head of the department keeps its missed calls."))


def can_handle_calls(viewer: Viewer, call: MissedCall) -> bool:
    """Call back, and say what came of it."""
    return can_log_calls(viewer, call.department_id)


def check_can_handle_calls(viewer: Viewer, call: MissedCall) -> None:
    if not can_handle_calls(viewer, call):
        raise NotAllowed(_("The operator or the head of the department keeps its missed calls."))


def sees_operator_page(viewer: Viewer) -> bool:
    """Who oversees a department, and the director, who reads only (S4)."""
    return bool(viewer.overseen_department_ids) or viewer.has("director")


def can_manage_catalogues(viewer: Viewer) -> bool:
    """Clients, projects, contracts, services."""
    return viewer.is_system or viewer.has("head", "office_manager", "administrator", "director")


def check_can_manage_catalogues(viewer: Viewer) -> None:
    if not can_manage_catalogues(viewer):
        raise NotAllowed(_("The head, the office manager or an administrator keeps the catalogues."))


def can_change_policy(viewer: Viewer, policy: SlaPolicy) -> bool:
    """One that only the viewer's own department promises by, or nobody yet; what others promise by too is the
    company's. Two statements at most for a head or an office manager."""
    if can_manage_company(viewer):
        return True
    return can_manage_catalogues(viewer) and departments_promising(policy, viewer.at) <= managed_department_ids(viewer)


def check_can_change_policy(viewer: Viewer, policy: SlaPolicy) -> None:
    check_can_manage_catalogues(viewer)
    if not can_change_policy(viewer, policy):
        raise NotAllowed(
            _(
                "Other departments promise by this policy: only an administrator or the director changes it. "
                "Make one of your own for your department."
            )
        )


def can_keep_client(viewer: Viewer) -> bool:
    """Contacts and tone notes of a client one sees: who keeps the catalogues, and who talks to clients daily."""
    return can_manage_catalogues(viewer) or viewer.has("manager", "operator")


def check_can_keep_client(viewer: Viewer) -> None:
    if not can_keep_client(viewer):
        raise NotAllowed(_("Those who serve the client keep its contacts and notes."))


def can_keep_projects_of(viewer: Viewer, department_id: int) -> bool:
    """Projects and contracts: heads and office managers of their own department, the others of every one."""
    return can_manage_company(viewer) or department_id in managed_department_ids(viewer)


def check_can_keep_projects_of(viewer: Viewer, department_id: int) -> None:
    if not can_keep_projects_of(viewer, department_id):
        raise NotAllowed(_("The head or the office manager of the department keeps its projects and contracts."))


def can_see_mailboxes(viewer: Viewer) -> bool:
    """Whether mail comes in: who keeps the mailboxes, and who triages what comes; which ones is `visible_to`."""
    return can_keep_mailboxes(viewer) or can_triage(viewer)


def can_keep_mailboxes(viewer: Viewer) -> bool:
    """Addresses of the desk and its outgoing mail."""
    return viewer.is_system or viewer.has("administrator", "director")


def check_can_keep_mailboxes(viewer: Viewer) -> None:
    if not can_keep_mailboxes(viewer):
        raise NotAllowed(_("An administrator keeps the mailboxes."))
