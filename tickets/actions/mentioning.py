"""Telling colleagues that are named in a note (T7)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.notices import Note, notify
from support_desk.shared.viewer import Viewer
from tickets.domain.mentions import who_is_named
from tickets.models import Mention, Message, Ticket
from tickets.notifications.tools import MENTIONED, ticket_facts, ticket_path
from workload.models import Employee
from workload.queries.viewers import viewer_of_employee


def mention(ticket: Ticket, note: Message, *, by: Viewer, at: datetime) -> list[Mention]:
    """Records who is named in the note of a locked ticket and tells those who may see it. No @, no statement.

    Refused, naming the field, when a first name may mean several people."""
    if "@" not in note.body_text:
        return []
    colleagues = Employee.objects.visible_to(by).employed_on(at.date()).exclude(pk=by.employee_id or 0)
    named = who_is_named(note.body_text, colleagues.values_list("pk", "name"))
    for word, names in named.unclear:
        words = {"word": word, "people": ", ".join(names)}
        raise Refused(_("“@%(word)s” may be %(people)s. Write the full name.") % words, field="body")
    people = list(colleagues.filter(pk__in=named.people).select_related("user"))
    mentions = Mention.objects.bulk_create(Mention(message=note, employee=person) for person in people)
    notify([_note(ticket, note, person, by=by, at=at) for person in people if _sees(person, ticket, at)], at=at)
    return mentions


def not_told(note: Message, at: datetime) -> list[str]:
    """Names of those in the note to whom the ticket is not theirs to see: being named gives no right (P2). No @, no
    statement."""
    if "@" not in note.body_text:
        return []
    named = Mention.objects.filter(message=note).select_related("employee__user")
    return [row.employee.name for row in named if not _sees(row.employee, note.ticket, at)]


def _sees(person: Employee, ticket: Ticket, at: datetime) -> bool:
    return Ticket.objects.visible_to(viewer_of_employee(person, at)).filter(pk=ticket.pk).exists()


def _note(ticket: Ticket, note: Message, person: Employee, *, by: Viewer, at: datetime) -> Note:
    return Note(
        user_id=person.user_id,
        kind=MENTIONED,
        key=f"mention:{note.pk}",
        facts={**ticket_facts(ticket), "by": by.name, "text": note.body_text[:200]},
        url=ticket_path(ticket),
        deliver_at=at,
        is_urgent=True,
        department_id=ticket.department_id,
    )
