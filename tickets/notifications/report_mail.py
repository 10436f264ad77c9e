"""Sending a report to a client's people: what the outbox's relay calls (W8)."""

from django.conf import settings
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from support_desk.shared.mail.loops import LOOP_HEADER
from support_desk.shared.models import OutboxItem
from support_desk.shared.outbox import NotNeeded, PermanentFailure
from support_desk.shared.ui.figures import duration, money
from support_desk.shared.viewer import Viewer
from tickets.domain.mail.addresses import InvalidAddress, normalise_address
from tickets.domain.mail.compose import Desk, OutgoingFile, OutgoingMail
from tickets.domain.mail.header_check import UnsafeHeader, checked_value
from tickets.domain.mail.letter import letter_html, letter_text
from tickets.models import ClientReport, Contact
from tickets.notifications.delivery import hand_over
from tickets.notifications.report_pdf import report_pdf
from tickets.queries.mail_desk import desk_of
from tickets.queries.report_lines import lines_of
from tickets.queries.report_words import month_name

KIND = "mail.report"
PORTAL_PAGE = "/portal/reports/{}/"


def send_report_mail(item: OutboxItem) -> None:
    """The outbox's sender of reports. NotNeeded for whoever left meanwhile, PermanentFailure when no retry can help."""
    report = ClientReport.objects.select_related("client").get(pk=item.payload["report"])
    contact = Contact.objects.filter(pk=item.payload["contact"], is_active=True).first()
    if contact is None or report.sent_at is None:
        raise NotNeeded
    try:
        mail = compose(report, to=item.payload["address"], key=item.key)
    except (InvalidAddress, UnsafeHeader) as fault:
        raise PermanentFailure(str(fault)) from fault
    hand_over(mail, at=report.sent_at)


def compose(report: ClientReport, *, to: str, key: str) -> OutgoingMail:
    """The letter in the client's language. The same report and address always give the same letter."""
    system = Viewer.system(report.built_at)
    lines = list(lines_of(system, report))
    ticket = lines[0].ticket
    desk = desk_of(ticket)
    contracts = list(report.contracts.select_related("contract__project").order_by("pk"))
    with translation.override(report.client.language), timezone.override(ticket.department.timezone):
        body = _body(report)
        return OutgoingMail(
            message_id=_message_id(key, desk),
            subject=checked_value("Subject", _("Report for %(month)s") % {"month": month_name(report.month)}),
            from_name=checked_value("From", desk.name),
            from_address=normalise_address(desk.address),
            to=(normalise_address(to),),
            cc=(),
            reply_to=normalise_address(desk.address),
            envelope_from=normalise_address(desk.address),
            text=letter_text(body, None),
            html=letter_html(body, None),
            files=(
                OutgoingFile(
                    f"report-{report.month:%Y-%m}.pdf", "application/pdf", report_pdf(report, lines, contracts)
                ),
            ),
            headers=(
                ("Message-ID", _message_id(key, desk)),
                (LOOP_HEADER, checked_value(LOOP_HEADER, desk.domain)),
                ("Auto-Submitted", "auto-generated"),
            ),
        )


def _body(report: ClientReport) -> str:
    told = {
        "month": month_name(report.month),
        "worked": duration(report.minutes),
        "amount": money(report.beyond_amount),
        "url": settings.BASE_URL + PORTAL_PAGE.format(report.pk),
    }
    return (
        _(
            "Good day!\n\n"
            "Attached is the report for %(month)s: every line with its ticket, date, estimate and approval.\n"
            "Worked for you: %(worked)s. To pay beyond the contracts: %(amount)s.\n\n"
            "The same page in the portal, where you can ask about any line:\n%(url)s"
        )
        % told
    )


def _message_id(key: str, desk: Desk) -> str:
    code = salted_hmac("support_desk.report_mail", key, algorithm="sha256").hexdigest()[:20]
    return f"<report.{key.replace(':', '.')}.{code}@{desk.domain}>"
