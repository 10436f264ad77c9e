"""The tickets that went on in a ticket, and the time that was logged on them (T7, W7)."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, JSONObject

from support_desk.shared.viewer import Viewer
from tickets.models import Ticket, TicketMerge, TimeEntry


def merged_part(viewer: Viewer) -> QuerySet[Ticket, Any]:
    """One JSON object a visible ticket that was merged into the outer one: `number`, `subject`, `minutes` logged on it,
    and `merge_id`, null where it came by way of a third one."""
    merge = TicketMerge.objects.standing().filter(source=OuterRef("pk"), target=OuterRef("merged_into"))
    merged = Ticket.objects.visible_to(viewer).filter(merged_into=OuterRef("pk")).order_by("number")
    facts = JSONObject(
        number="number",
        subject="subject",
        minutes=minutes_on(viewer, ticket=OuterRef("pk")),
        merge_id=Subquery(merge.values("pk")[:1]),
    )
    return merged.values(facts=facts)


def merged_facts(viewer: Viewer) -> dict[str, Any]:
    """Annotations of a ticket: `own_minutes` logged on it, `merged_minutes` on those that were merged into it, both as
    far as the viewer sees them, and `merge_id` of the merge by which it went on elsewhere."""
    merge = TicketMerge.objects.standing().filter(source=OuterRef("pk"), target=OuterRef("merged_into"))
    return {
        "own_minutes": minutes_on(viewer, ticket=OuterRef("pk")),
        "merged_minutes": minutes_on(viewer, ticket__merged_into=OuterRef("pk")),
        "merge_id": Subquery(merge.values("pk")[:1]),
    }


def merged_times(viewer: Viewer) -> ArraySubquery:
    """An array of {`number`, `logged_minutes`} of visible tickets that were merged into the outer one."""
    merged = Ticket.objects.visible_to(viewer).filter(merged_into=OuterRef("pk")).order_by("number")
    minutes = minutes_on(viewer, ticket=OuterRef("pk"))
    return ArraySubquery(merged.values(facts=JSONObject(number="number", logged_minutes=minutes)))


def minutes_on(viewer: Viewer, **place: Combinable | OuterRef) -> Combinable:
    """The sum of what the viewer sees of the time at one `place`; 0 where nothing was logged."""
    [name] = place
    times = TimeEntry.objects.visible_to(viewer).filter(**place).order_by().values(place=F(name))
    total = times.annotate(total=Sum("actual_minutes")).values("total")
    return Coalesce(Subquery(total, output_field=IntegerField()), 0)
