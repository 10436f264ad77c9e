"""Sending a month's report to the client: once, whole, and the earlier months first (W8)."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit, outbox
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.reports.building import lock_clients
from tickets.domain.months import is_over
from tickets.models import ClientReport, ContactEmail, ReportLine
from tickets.notifications.report_mail import KIND
from tickets.queries.report_words import month_name
from tickets.report_permissions import check_can_send_report

State = ClientReport.State
MOST_NAMED = 5


@transaction.atomic
def send_report(*, report: ClientReport, by: Viewer, at: datetime) -> ClientReport:
    """Sends the draft to the client's active people and closes it for ever. Sending twice sends once. Refused until
    the month is over where its tickets are served; while a line has a hole, naming the lines; while an earlier month
    waits; and when nobody has an address."""
    lock_clients([report.client_id])
    locked = (
        ClientReport.objects.visible_to(by).select_for_update(of=("self",)).select_related("client").get(pk=report.pk)
    )
    check_can_send_report(by, locked)
    if locked.state == State.SENT:
        return locked
    check_over(locked.month, at, zones_of_lines(locked))
    check_no_holes(locked)
    check_in_order(locked)
    check_reported_once(locked)
    check_still_theirs(locked)
    addresses = addresses_of(locked)
    locked.state, locked.sent_at, locked.sent_by_id = State.SENT, at, by.employee_id
    locked.save(update_fields=["state", "sent_at", "sent_by"])
    for contact_id, address in addresses:
        payload = {"report": locked.pk, "contact": contact_id, "address": address}
        outbox.enqueue(kind=KIND, key=f"report:{locked.pk}:{contact_id}", payload=payload, at=at)
    facts = {"month": locked.month, "minutes": locked.minutes, "beyond_amount": locked.beyond_amount}
    audit.record(
        action="report.send", target=locked, by=by, at=at, scope=f"report:{locked.pk}",
        after={**facts, "to": [address for _contact, address in addresses]},
    )  # fmt: skip
    return locked


def zones_of_lines(report: ClientReport) -> set[str]:
    """Of the departments that serve the tickets of its lines."""
    return set(report.lines.order_by().values_list("ticket__department__timezone", flat=True).distinct())


def check_over(month: date, at: datetime, zones: Collection[str]) -> None:
    """What is sent closes the month: work of its last days would be told in the next one."""
    if not is_over(month, at, zones):
        message = _("%(month)s is not over yet: it is sent once nothing more can be worked in it.")
        raise Refused(message % {"month": month_name(month)}, field="month")


def check_no_holes(report: ClientReport) -> None:
    """Every line has its text and, where it needs one, its approval."""
    holes = list(report.lines.exclude(hole="").select_related("ticket").defer("ticket__search"))
    if not holes:
        return
    raise Refused(
        _("Fill the holes first, or make the entries unbillable and build again: %(lines)s.") % {"lines": named(holes)}
    )


def named(lines: Sequence[ReportLine]) -> str:
    """ "4817, 3 October (no approval)", the first five of them."""
    told = [
        f"{line.ticket.number}, {line.worked_on:%d.%m.%Y} ({line.get_hole_display()})" for line in lines[:MOST_NAMED]
    ]
    more = len(lines) - len(told)
    return "; ".join([*told, f"+{more}"] if more > 0 else told)


def check_in_order(report: ClientReport) -> None:
    """The client gets the months in their order, so that late work always has a month to come in."""
    earlier = ClientReport.objects.filter(client_id=report.client_id, state=State.DRAFT, month__lt=report.month).first()
    if earlier is not None:
        raise Refused(_("Send the report for %(month)s first.") % {"month": month_name(earlier.month)})


def check_reported_once(report: ClientReport) -> None:
    """None of its entries has been sent in another report."""
    sent = ReportLine.objects.filter(report__state=State.SENT).exclude(report=report).values("time_entry")
    if report.lines.filter(time_entry__in=sent).exists():
        raise Refused(_("Some of its lines were sent in another month. Build the report again."))


def check_still_theirs(report: ClientReport) -> None:
    """No ticket of its lines has been given to another client since it was built."""
    if report.lines.exclude(ticket__client_id=report.client_id).exists():
        raise Refused(_("Some of its tickets are another client’s now. Build the report again."))


def addresses_of(report: ClientReport) -> list[tuple[int, str]]:
    """(contact, address) of each active person of the client, their first one."""
    emails = ContactEmail.objects.filter(contact__client=report.client, contact__is_active=True)
    first: dict[int, str] = {}
    for contact_id, address in emails.order_by("contact_id", "pk").values_list("contact_id", "email"):
        first.setdefault(contact_id, address)
    if not first:
        raise Refused(_("Nobody at the client has an address. Enter a contact first."))
    return list(first.items())
