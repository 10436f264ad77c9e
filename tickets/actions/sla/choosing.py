"""Which policy and calendar a ticket has: chosen when it opens and again when what decides it changes (S1)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tickets.actions.sla.counting import apply_terms
from tickets.models import Ticket
from tickets.queries.sla_policies import terms_for_project, terms_for_tickets


def choose_terms(ticket: Ticket, *, at: datetime) -> None:
    """By the ticket's project, department and client as they stand on it, saved or not. One statement."""
    applied = terms_for_project(
        project_id=ticket.project_id,
        department_id=ticket.department_id,
        client_id=ticket.client_id,
        day=day_of(ticket, at),
    )
    apply_terms(ticket, applied)


def choose_terms_of_many(tickets: Iterable[Ticket], *, at: datetime) -> None:
    """The same for saved tickets. One statement a day that it is somewhere: at most two."""
    by_day: dict[date, list[Ticket]] = defaultdict(list)
    for ticket in tickets:
        by_day[day_of(ticket, at)].append(ticket)
    for day, its in by_day.items():
        applied = terms_for_tickets([ticket.pk for ticket in its], day=day)
        for ticket in its:
            apply_terms(ticket, applied.get(ticket.pk))


def day_of(ticket: Ticket, at: datetime) -> date:
    """The day it is where the department works: a contract begins and ends with one."""
    return at.astimezone(ZoneInfo(ticket.department.timezone)).date()
