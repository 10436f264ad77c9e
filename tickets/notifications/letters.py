"""Composing a reply from its message and handing it to the mail server."""

import smtplib
from datetime import timedelta

from django.core.cache import cache
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from support_desk.shared import clock
from support_desk.shared.models import OutboxItem, StoredFile
from support_desk.shared.outbox import NotNow, PermanentFailure
from tickets.domain.mail.addresses import InvalidAddress
from tickets.domain.mail.compose import OutgoingFile, OutgoingMail, ReplyRequest, compose_reply
from tickets.domain.mail.header_check import UnsafeHeader
from tickets.domain.mail.letter import Quote
from tickets.models import Message
from tickets.queries.mail_desk import desk_of

MOST_REFERENCES = 20
MOST_AUTOMATIC_AN_HOUR = 5


def send_reply(item: OutboxItem) -> None:
    """The outbox's sender of replies. PermanentFailure when no retry can help."""
    message = Message.objects.select_related("ticket__department", "ticket__client").get(pk=item.payload["message"])
    if message.retracted_at is not None:
        raise PermanentFailure("taken back by its author")
    if message.is_automatic:
        check_rate(message)
    language = message.ticket.client.language if message.ticket.client else "ru"
    with translation.override(language), timezone.override(message.ticket.department.timezone):
        try:
            mail = compose_reply(request_of(message), desk=desk_of(message.ticket))
        except (InvalidAddress, UnsafeHeader) as fault:
            raise PermanentFailure(str(fault)) from fault
    hand_over(mail)


def check_rate(message: Message) -> None:
    """At most five automatic letters an hour to one address (T2); further ones wait, so that two machines that answer
    each other cannot fill a mailbox."""
    for address in message.to_addresses:
        key = f"automatic-letters:{address.lower()}"
        cache.add(key, 0, timeout=3600)
        if cache.incr(key) > MOST_AUTOMATIC_AN_HOUR:
            raise NotNow(clock.now() + timedelta(hours=1))


def request_of(message: Message) -> ReplyRequest:
    """All that the letter says, with the client's last words quoted below and the thread's references."""
    ticket = message.ticket
    earlier = ticket.messages.exclude(mail_id="").exclude(pk=message.pk).filter(retracted_at__isnull=True)
    chain = list(earlier.filter(created_at__lte=message.created_at).order_by("created_at", "id"))
    asked = next((one for one in reversed(chain) if one.direction == Message.Direction.INBOUND), None)
    parent = asked or (chain[-1] if chain else None)
    return ReplyRequest(
        outgoing_id=message.pk,
        ticket_number=ticket.number,
        subject=ticket.subject,
        body=message.body_text,
        to=tuple(message.to_addresses),
        cc=tuple(message.cc_addresses),
        author_name=message.author_name,
        parent_message_id=parent.mail_id if parent else "",
        parent_references=tuple(one.mail_id for one in chain[-MOST_REFERENCES:]),
        quote=_quote(asked) if asked else None,
        files=_files(message),
        is_automatic=message.is_automatic,
    )


def hand_over(mail: OutgoingMail) -> None:
    """One SMTP delivery. Refusals for good become PermanentFailure, everything else is tried again."""
    letter = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=_from_line(mail),
        to=list(mail.to),
        cc=list(mail.cc),
        reply_to=[mail.reply_to],
        headers=dict(mail.headers),
    )
    letter.attach_alternative(mail.html, "text/html")
    for file in mail.files:
        letter.attach(file.filename, file.content, file.content_type)
    try:
        letter.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = {code for code, _words in refusal.recipients.values()}
        raise (PermanentFailure(str(refusal)) if min(codes) >= 500 else refusal) from refusal
    except smtplib.SMTPResponseException as refusal:
        raise (PermanentFailure(str(refusal)) if 550 <= refusal.smtp_code < 560 else refusal) from refusal


def _from_line(mail: OutgoingMail) -> str:
    name = mail.from_name.replace('"', "")
    return f'"{name}" <{mail.from_address}>' if name else mail.from_address


def _quote(asked: Message) -> Quote:
    when = timezone.localtime(asked.created_at).strftime("%d.%m.%Y %H:%M")
    introduction = _("On %(when)s %(name)s wrote:") % {"when": when, "name": asked.author_name}
    return Quote(introduction, asked.body_text)


def _files(message: Message) -> tuple[OutgoingFile, ...]:
    return tuple(_outgoing(attachment.file) for attachment in message.attachments.select_related("file"))


def _outgoing(file: StoredFile) -> OutgoingFile:
    with file.content.open("rb") as content:
        return OutgoingFile(file.name, file.content_type, content.read())
