"""The list of clients: who is served by whom, and where somebody waits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from support_desk.shared.cursors import Page, keyset_page
from support_desk.shared.viewer import Viewer
from tickets.models import Client, Contact, Project, Ticket
from tickets.models.clients import ClientQuerySet
from tickets.models.ticket import TicketQuerySet


class View(models.TextChoices):
    """Which clients; anything else in the address means the first."""

    ACTIVE = "active", _("Active")
    MINE = "mine", _("My projects")
    WAITING = "waiting", _("Wait for an answer")
    INACTIVE = "inactive", _("No longer served")


@dataclass(frozen=True, slots=True)
class ClientRow:
    """One client. `live` and `unanswered` count tickets that are not closed; `waiting_since` is the longest wait."""

    client: Client
    projects: list[str]
    owners: list[str]
    live: int
    unanswered: int
    waiting_since: datetime | None
    last_message_at: datetime | None


def readable_tickets(viewer: Viewer) -> TicketQuerySet:
    """Tickets whose story a client's page tells: those one sees anyway; to sales all, there and nowhere else (P2)."""
    return Ticket.objects.all() if viewer.has("sales") else Ticket.objects.visible_to(viewer)


def clients_of(viewer: Viewer, *, view: str = View.ACTIVE, text: str = "") -> ClientQuerySet:
    """Visible clients of a view whose name, person, address or phone holds `text`."""
    clients = Client.objects.visible_to(viewer).filter(is_active=view != View.INACTIVE)
    if view == View.MINE:
        clients = clients.filter(Exists(Project.objects.filter(client=OuterRef("pk"), owner_id=viewer.employee_id)))
    if view == View.WAITING:
        clients = clients.filter(Exists(readable_tickets(viewer).unanswered().filter(client=OuterRef("pk"))))
    if text:
        people = Contact.objects.filter(client=OuterRef("pk")).filter(
            Q(name__icontains=text) | Q(emails__email__icontains=text) | Q(phones__number__contains=text)
        )
        clients = clients.filter(Q(name__icontains=text) | Exists(people))
    return clients


def client_page_of(viewer: Viewer, *, view: str, text: str, cursor: str) -> Page[ClientRow]:
    """Fifty clients by name with their projects and matters. Three statements."""
    newest = readable_tickets(viewer).filter(client=OuterRef("pk")).order_by("-last_message_at")
    clients = clients_of(viewer, view=view, text=text).annotate(
        last_message_at=Subquery(newest.values("last_message_at")[:1])
    )
    page = keyset_page(clients, order=("name", "id"), cursor=cursor)
    ids = [client.pk for client in page.rows]
    projects, matters = projects_by_client(viewer, ids), matters_by_client(viewer, ids)
    rows = [client_row(client, projects.get(client.pk, []), matters.get(client.pk, {})) for client in page.rows]
    return Page(rows, newer=page.newer, older=page.older)


def client_row(client: Client, projects: list[tuple[str, str]], matters: Mapping[str, Any]) -> ClientRow:
    return ClientRow(
        client=client,
        projects=[name for name, _owner in projects],
        owners=list(dict.fromkeys(owner for _name, owner in projects)),
        live=matters.get("live", 0),
        unanswered=matters.get("unanswered", 0),
        waiting_since=matters.get("waiting_since"),
        last_message_at=client.last_message_at,  # type: ignore[attr-defined]  # annotated above
    )


def projects_by_client(viewer: Viewer, ids: list[int]) -> dict[int, list[tuple[str, str]]]:
    """client id → (project, owner) of the active projects that the viewer sees."""
    found: dict[int, list[tuple[str, str]]] = {}
    projects = Project.objects.visible_to(viewer).filter(client_id__in=ids, is_active=True)
    for client_id, name, owner in projects.order_by("name", "id").values_list("client_id", "name", "owner__name"):
        found.setdefault(client_id, []).append((name, owner))
    return found


def matters_by_client(viewer: Viewer, ids: list[int]) -> dict[int, Mapping[str, Any]]:
    """client id → figures of its live tickets."""
    live = readable_tickets(viewer).live().filter(client_id__in=ids).order_by()
    figures = live.values("client_id").annotate(
        live=Count("pk"), unanswered=Count("waiting_since"), waiting_since=Min("waiting_since")
    )
    return {each["client_id"]: dict(each) for each in figures}
