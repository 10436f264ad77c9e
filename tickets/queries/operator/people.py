"""Who of the desk is here, until when others are not, and how much each has open."""

from dataclasses import dataclass

from django.db.models import Count

from support_desk.shared.ui.times import TimeWords
from tickets.models import Ticket
from tickets.queries.operator.desk import Desk
from tickets.queries.operator.reasons import ReasonWords
from tickets.queries.operator.words import SHAPES
from workload.domain.presence import State

ORDER = {State.HERE: 0, State.AWAY: 1, State.OFF_SHIFT: 2, State.ABSENT: 3}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the department, as the page shows them."""

    id: int
    name: str
    shape: str
    words: str
    open_tickets: int
    is_here: bool


def people_here(desk: Desk) -> list[Person]:
    """Those who are here first, then by name. One statement besides the desk's own."""
    ids = [each.employee_id for each in desk.colleagues]
    live = Ticket.objects.visible_to(desk.viewer).live().filter(is_automatic=False, assignee_id__in=ids)
    counts = dict(live.order_by().values_list("assignee_id").annotate(Count("pk")))
    words = ReasonWords(desk, TimeWords(at=desk.at))
    people = sorted(desk.colleagues, key=lambda each: (ORDER[each.state], each.name))
    return [
        Person(
            id=each.employee_id,
            name=each.name,
            shape=SHAPES[each.state],
            words=words.gone_words(each),
            open_tickets=counts.get(each.employee_id, 0),
            is_here=each.is_here,
        )
        for each in people
    ]
