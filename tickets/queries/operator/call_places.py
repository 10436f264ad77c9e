"""Where a call may belong: an open ticket of the caller's client, a new one of one of its projects, or a lead."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from support_desk.shared.viewer import Viewer
from tickets.models import MissedCall, Project, Ticket

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class CallPlaces:
    """Choices by the value that a form sends: "ticket-4817", "project-12", "" for a lead or an unplaced ticket."""

    tickets: dict[str, Ticket] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)

    def choices(self) -> list[tuple[str, object]]:
        """For a select, in groups."""
        projects = [(value, project.name) for value, project in self.projects.items()]
        tickets = [(value, f"{ticket.number} {ticket.subject}") for value, ticket in self.tickets.items()]
        found: list[tuple[str, object]] = [(_("A new ticket of"), projects)] if projects else []
        found.append(("", _("A new ticket, to be placed later") if projects else _("A new lead")))
        if tickets:
            found.append((_("An open ticket: our answer in it"), tickets))
        return found

    def chosen(self, value: str) -> tuple[Project | None, Ticket | None]:
        return self.projects.get(value), self.tickets.get(value)


def call_places(call: MissedCall, viewer: Viewer) -> CallPlaces:
    """Two statements; none for a number that is nobody's."""
    if call.contact is None:
        return CallPlaces()
    projects = Project.objects.visible_to(viewer).filter(client=call.contact.client_id, is_active=True)
    tickets = Ticket.objects.visible_to(viewer).live().filter(client=call.contact.client_id, is_automatic=False)
    return CallPlaces(
        {f"ticket-{each.number}": each for each in tickets.order_by("-last_message_at")[:MOST_SHOWN]},
        {f"project-{each.pk}": each for each in projects.select_related("owner").order_by("name")[:MOST_SHOWN]},
    )
