"""The page from which a stranger takes a client over in two minutes (C1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Left
from django.utils import timezone

from support_desk.shared.viewer import Viewer
from tickets.domain.balance import Balance
from tickets.models import (
    Client,
    ClientReport,
    Contact,
    ContactEmail,
    ContactPhone,
    Contract,
    CoverSpan,
    Message,
    Project,
    Ticket,
)
from tickets.models.clients import ContactQuerySet
from tickets.queries.client_list import readable_tickets
from tickets.queries.client_matters import Matter, Question, open_matters
from tickets.queries.contract_hours import balances_of, in_force

MOST_EXCHANGES = 10
TICKETS_LOOKED_AT = 40
LONGEST_TEXT = 4_000


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project, its contract of today and how the month's hours stand; no contract, no balance. `cover`: who answers
    for it now in its owner's place, "" when the owner is there."""

    project: Project
    contract: Contract | None
    balance: Balance | None
    cover: str


@dataclass(frozen=True, slots=True)
class ClientPage:
    """Everything that the page shows. `openable`: ids of those tickets whose own page is the viewer's too."""

    client: Client
    matters: list[Matter]
    promises: list[Ticket]
    exchanges: list[Message]
    projects: list[ProjectRow]
    contacts: list[Contact]
    month: date
    openable: frozenset[int]
    report: ClientReport | None

    @property
    def waiting(self) -> list[Ticket]:
        """Matters in which the client waits for our answer."""
        return [matter.ticket for matter in self.matters if matter.ticket.waiting_since]

    @property
    def longest_wait(self) -> datetime | None:
        return min((ticket.waiting_since for ticket in self.waiting if ticket.waiting_since), default=None)

    @property
    def questions(self) -> list[tuple[Ticket, Question]]:
        """What the client has been asked to agree to, the oldest first."""
        found = [(matter.ticket, question) for matter in self.matters for question in matter.questions]
        return sorted(found, key=lambda each: each[1].asked_at)


def client_page(viewer: Viewer, client: Client) -> ClientPage:
    """The history page of a client that the viewer sees. Eight statements (sales read no report, and ask which tickets
    are theirs to open), whatever there is to tell."""
    today = timezone.localtime(viewer.at).date()
    matters, exchanges = open_matters(viewer, client), last_exchanges(viewer, client)
    tickets = [matter.ticket for matter in matters]
    shown = {ticket.pk for ticket in tickets} | {message.ticket_id for message in exchanges}
    return ClientPage(
        client=client,
        matters=matters,
        promises=promised(tickets),
        exchanges=exchanges,
        projects=project_rows(viewer, client, today),
        contacts=list(contacts_with_addresses(viewer).filter(client=client, is_active=True)),
        month=today.replace(day=1),
        openable=openable(viewer, shown),
        report=last_report(viewer, client),
    )


def openable(viewer: Viewer, ids: set[int]) -> frozenset[int]:
    """Sales read here what they may not open; for everybody else the two are the same, and nothing is asked."""
    if not viewer.has("sales"):
        return frozenset(ids)
    return frozenset(Ticket.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", flat=True))


def last_report(viewer: Viewer, client: Client) -> ClientReport | None:
    """The latest month's, with `question_count`: what the client has asked about its lines. One statement."""
    seen = ClientReport.objects.visible_to(viewer).filter(client=client)
    return seen.annotate(question_count=Count("lines__questions")).order_by("-month").first()


def promised(matters: list[Ticket]) -> list[Ticket]:
    """Those with a promise, the one that falls due first at the top."""
    dated = [(ticket.promised_until, ticket.pk, ticket) for ticket in matters if ticket.promised_until]
    return [ticket for _until, _pk, ticket in sorted(dated)]


def last_exchanges(viewer: Viewer, client: Client) -> list[Message]:
    """The ten newest messages from and to the client, notes and automatic ones left out; `text`: their beginning."""
    newest = readable_tickets(viewer).filter(client=client).order_by("-last_message_at").values_list("pk", flat=True)
    ids = list(newest[:TICKETS_LOOKED_AT])  # a list, because the planner takes a subquery for half of all messages
    found = Message.objects.filter(ticket_id__in=ids, retracted_at__isnull=True)
    said = found.exclude(direction=Message.Direction.INTERNAL).filter(is_automatic=False).select_related("ticket")
    shown = said.annotate(text=Left("body_text", LONGEST_TEXT))
    fields = ("direction", "channel", "author_name", "created_at", "ticket__number", "ticket__subject")
    return list(shown.only(*fields).order_by("-created_at", "-id")[:MOST_EXCHANGES])


def project_rows(viewer: Viewer, client: Client, today: date) -> list[ProjectRow]:
    """Active projects by name with today's contract and the month's billable minutes, whoever logged them."""
    visible = Project.objects.visible_to(viewer).filter(client=client, is_active=True)
    held = CoverSpan.objects.holding(viewer.at).filter(project=OuterRef("pk"), covered=OuterRef("owner"))
    covered = visible.annotate(held_by=Subquery(held.values("cover__name")[:1]))
    projects = list(covered.select_related("owner", "department", "service"))
    contracts = {each.project_id: each for each in in_force(Contract.objects.filter(project__in=projects), today)}
    balances = balances_of(contracts.values(), today)
    return [project_row(project, contracts.get(project.pk), balances) for project in projects]


def project_row(project: Any, contract: Contract | None, balances: Mapping[int, Balance]) -> ProjectRow:
    """`project` with its annotated `held_by`."""
    balance = balances[contract.pk] if contract else None
    return ProjectRow(project=project, contract=contract, balance=balance, cover=project.held_by or "")


def contacts_with_addresses(viewer: Viewer) -> ContactQuerySet:
    """Visible contacts, each with lists `addresses` and `numbers`, in one statement."""
    emails = ContactEmail.objects.filter(contact=OuterRef("pk")).order_by("id").values("email")
    phones = ContactPhone.objects.filter(contact=OuterRef("pk")).order_by("id").values("number")
    return Contact.objects.visible_to(viewer).annotate(addresses=ArraySubquery(emails), numbers=ArraySubquery(phones))
