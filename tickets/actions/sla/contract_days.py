"""A contract begins or ends by its date alone: from that day on its tickets count by other terms (S1, C2)."""

import time
from collections import defaultdict
from datetime import date, datetime, timedelta
from itertools import batched
from zoneinfo import ZoneInfo

from django.db.models import Q

from tickets.actions.sla.recompute import BATCH, recount_batch
from tickets.models import Contract, Ticket
from tickets.queries.sla_policies import terms_for_tickets

# Longer than anybody lets the jobs rest.
LOOK_BACK = timedelta(days=7)
# The sweep of every minute must not wait long for its worker.
MOST_SECONDS = 20


def recount_contract_days(*, at: datetime) -> int:
    """Counts anew the live tickets whose project's contract began or ended within the last week and whose terms are
    not those of today where they are served; how many. Two statements a zone while nothing has to change.

    After twenty seconds the rest is left to the next run, which finds it by the same difference.
    """
    stale = [pk for timezone, known in _concerned(at).items() for pk in _stale(known, day_in(timezone, at))]
    counted, ends = 0, time.monotonic() + MOST_SECONDS
    for some in batched(stale, BATCH, strict=False):
        recount_batch({"pk__in": list(some)}, after=0, at=at)
        counted += len(some)
        if time.monotonic() >= ends:
            break
    return counted


type Known = dict[int, tuple[int | None, int | None]]
"""{ticket: its policy and calendar}"""


def _concerned(at: datetime) -> dict[str, Known]:
    """Live tickets by the zone of their department."""
    recent = (at.date() - LOOK_BACK, at.date() + timedelta(days=1))
    edges = Q(starts_on__range=recent) | Q(ends_on__range=recent)
    promising = Q(sla_policy__isnull=False) | Q(calendar__isnull=False)
    projects = Contract.objects.filter(edges, promising).values("project_id")
    found: dict[str, Known] = defaultdict(dict)
    rows = Ticket.objects.live().filter(project__in=projects).order_by("pk")
    for timezone, pk, *terms in rows.values_list("department__timezone", "pk", "sla_policy_id", "calendar_id"):
        found[timezone][pk] = (terms[0], terms[1])
    return found


def _stale(known: Known, day: date) -> list[int]:
    applied = terms_for_tickets(list(known), day=day)
    rightful = {pk: (terms.policy_id, terms.calendar_id) if terms else (None, None) for pk, terms in applied.items()}
    return [pk for pk, terms in known.items() if rightful.get(pk, (None, None)) != terms]


def day_in(timezone: str, at: datetime) -> date:
    """What day it is there."""
    return at.astimezone(ZoneInfo(timezone)).date()
