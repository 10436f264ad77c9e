"""How one gets from a ticket or a message to a dispute about it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from disputes import prefills
from disputes.queries.new_dispute import of_message, of_ticket
from support_desk.shared.viewer import Viewer
from tickets import message_tools, ticket_tools
from tickets.message_tools import MessageTool
from tickets.models import Message, Ticket

LABEL = _("Open a dispute…")
HINT = _("A colleague broke a regulation here: the form comes filled in.")


def tools_of_message(viewer: Viewer, message: Message) -> list[MessageTool]:
    """What a colleague has written to the client."""
    is_ours = message.direction == Message.Direction.OUTBOUND and message.author_id is not None
    if not viewer.is_employee or not is_ours or message.author_id == viewer.employee_id:
        return []
    return [MessageTool(LABEL, f"{reverse('dispute-new')}?message={message.pk}", "scale", HINT, order=60)]


def tools_of_ticket(viewer: Viewer, ticket: Ticket) -> list[MessageTool]:
    """What was done, or not done, on the ticket."""
    if not viewer.is_employee:
        return []
    return [MessageTool(LABEL, f"{reverse('dispute-new')}?ticket={ticket.number}", "scale", HINT, order=60)]


def register() -> None:
    """Called from the app's `ready()`."""
    prefills.register("ticket", of_ticket)
    prefills.register("message", of_message)
    message_tools.register(tools_of_message)
    ticket_tools.register(tools_of_ticket)
