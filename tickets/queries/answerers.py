"""Who really answers for a ticket at an instant: the cover of the ticket, the project's, else whoever normally does
(L4)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, JSONField, OuterRef, Subquery
from django.db.models.functions import Coalesce, JSONObject

from tickets.models import CoverSpan, Ticket

NORMAL = Coalesce("assignee_id", "project__owner_id")
COVER = JSONObject(
    cover_id="cover_id", cover="cover__name", covered_id="covered_id", covered="covered__name", level="level"
)


@dataclass(frozen=True, slots=True)
class Covering:
    """`cover` answers while `covered` is not there. `level`: a value of CoverSpan.Level."""

    cover_id: int
    cover: str
    covered_id: int
    covered: str
    level: str


@dataclass(frozen=True, slots=True)
class Answerer:
    """The effective answerer of a ticket, None when it is nobody's; `covering` when it is not the normal one."""

    employee_id: int | None
    normal_id: int | None
    covering: Covering | None = None


def cover_of_ticket(at: datetime) -> Coalesce:
    """For a list of tickets: the cover in force as JSON, read by `covering_from`; two index look-ups a row.

    The project's cover answers for a ticket only in the place of the one who is covered: a ticket that is assigned to
    somebody else is theirs.
    """
    held = CoverSpan.objects.holding(at)
    normal = Coalesce(OuterRef("assignee_id"), OuterRef("project__owner_id"))
    of_ticket = held.filter(ticket=OuterRef("pk")).values(found=COVER)
    of_project = held.filter(project=OuterRef("project_id"), covered_id=normal).values(found=COVER)
    return Coalesce(Subquery(of_ticket[:1]), Subquery(of_project[:1]), output_field=JSONField())


def covering_from(found: Mapping[str, Any] | None) -> Covering | None:
    """What `cover_of_ticket` has found in a row."""
    return Covering(**found) if found else None


def answerers_of(ticket_ids: Collection[int], at: datetime) -> dict[int, Answerer]:
    """{ticket: who answers at `at`}. One statement."""
    rows = Ticket.objects.filter(pk__in=ticket_ids).order_by()
    facts = rows.values_list("pk", NORMAL, cover_of_ticket(at))
    return {pk: _answerer(normal, covering_from(found)) for pk, normal, found in facts}


def answerer_of(ticket: Ticket, at: datetime) -> Answerer:
    """Who answers for one ticket at `at`. One statement."""
    return answerers_of([ticket.pk], at)[ticket.pk]


def covered_by(ticket: Ticket, cover_id: int, at: datetime) -> int | None:
    """Whom `cover_id` covers in this ticket at `at`, by the ticket itself or by its project. One statement."""
    held = CoverSpan.objects.holding(at).filter(cover_id=cover_id)
    of_ticket, of_project = held.filter(ticket_id=ticket.pk), held.filter(project_id=ticket.project_id or 0)
    found = (of_ticket | of_project).order_by(F("ticket_id").asc(nulls_last=True))
    return found.values_list("covered_id", flat=True).first()


def _answerer(normal: int | None, covering: Covering | None) -> Answerer:
    return Answerer(covering.cover_id if covering else normal, normal, covering)
