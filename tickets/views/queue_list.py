"""Which list an address asks for: view, order, filters. Whatever is not on our lists is ignored."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from support_desk.shared.http import DeskRequest
from support_desk.shared.viewer import Viewer
from tickets.filters import TicketFilter
from tickets.models import Client, Priority, TicketStatus
from tickets.models.ticket import TicketQuerySet
from tickets.permissions import sees_operator_page
from tickets.queries.operator.desk import desk_of
from tickets.queries.operator.rows import next_ticket
from tickets.queries.queue import Figures, QueuePage, figures, first_page, next_number, queue_page, view_figures
from tickets.queries.queue_order import Sort
from tickets.queries.queue_views import QueueView, first_view, tickets_of, views_for
from workload.models import Employee

FILTERS = ("status", "priority", "client", "assignee", "tag", "unanswered", "promised")


@dataclass(frozen=True, slots=True)
class QueueList:
    """One list of the queue: `given` holds the filters in force, as in the address."""

    viewer: Viewer
    view: QueueView
    sort: Sort
    given: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, data: QueryDict, viewer: Viewer) -> "QueueList":
        view = _chosen(QueueView, data.get("view")) or first_view(viewer)
        allowed = view if view in views_for(viewer) else first_view(viewer)
        sort = _chosen(Sort, data.get("sort")) or (Sort.RECENT if allowed is QueueView.CLOSED else Sort.WAITING)
        given = tuple((name, value) for name in FILTERS for value in data.getlist(name) if value)
        return cls(viewer=viewer, view=allowed, sort=sort, given=given)

    def tickets(self, *, without: str = "") -> TicketQuerySet:
        """The tickets of this list; `without` leaves one filter out. A filter that cannot be read is left out."""
        tickets = tickets_of(self.view, self.viewer)
        given = [pair for pair in self.given if pair[0] != without]
        if not given:
            return tickets
        chosen = TicketFilter(QueryDict(urlencode(given)), queryset=tickets)
        return chosen.qs if chosen.is_valid() else tickets

    def page(self, cursor: str) -> QueuePage:
        """Fifty rows after `cursor`. One statement."""
        if self.given or cursor:
            return queue_page(self.tickets(), viewer=self.viewer, sort=self.sort, cursor=cursor)
        return first_page(self.view, viewer=self.viewer, sort=self.sort)

    def figures(self) -> Figures:
        """How many there are, and in how many a client waits, whether or not only those are shown. One statement."""
        if any(name != "unanswered" for name, _value in self.given):
            return figures(self.tickets(without="unanswered"))
        return view_figures(self.view, self.viewer)

    def query(self, *, without: tuple[str, str] | None = None, **more: str) -> str:
        """This list as the part of an address after "?", changed by `more`; an empty value leaves it out."""
        pairs = [("view", self.view.value), ("sort", self.sort.value), *self.given]
        kept = [(name, value) for name, value in pairs if name not in more and (name, value) != without]
        return urlencode([*kept, *((name, value) for name, value in more.items() if value)])

    def has(self, name: str) -> bool:
        return any(given == name for given, _value in self.given)


def next_in_list(request: DeskRequest, number: int) -> int | None:
    """The ticket after `number` in the list the person works through; the form says which list that is."""
    if is_from_operator_page(request):
        return next_ticket(desk_of(request.viewer), number)
    current = QueueList.of(QueryDict(request.POST.get("list", "")[:2000]), request.viewer)
    return next_number(current.tickets(), sort=current.sort, number=number)


def is_from_operator_page(request: DeskRequest) -> bool:
    """The form was sent beside the operator's list, whose address stays as it is."""
    return request.POST.get("list") == "operator" and sees_operator_page(request.viewer)


def chips(current: QueueList) -> list[dict[str, Any]]:
    """The filters in force, each with the address that takes it away. Names are looked up only where needed."""
    return [
        {
            "label": _filter_words(name, value, current.viewer),
            "url": "?" + current.query(without=(name, value)),
            "current": True,
            "removable": True,
        }
        for name, value in current.given
        if name != "unanswered"
    ]


def _filter_words(name: str, value: str, viewer: Viewer) -> str:
    number = int(value[:18]) if value.isdecimal() else 0
    match name:
        case "status":
            return str(TicketStatus(value).label) if value in TicketStatus.values else value
        case "priority":
            return str(Priority(number).label) if number in Priority.values else value
        case "client":
            return Client.objects.visible_to(viewer).filter(pk=number).values_list("name", flat=True).first() or value
        case "assignee":
            people = Employee.objects.visible_to(viewer).filter(pk=number)
            return people.values_list("name", flat=True).first() or value
        case "promised":
            return _("Answer promised")
        case _:
            return _("Tag: %(tag)s") % {"tag": value}


def _chosen[ChoiceT: (QueueView, Sort)](choices: type[ChoiceT], value: str | None) -> ChoiceT | None:
    return choices(value) if value in choices.values else None
