"""Composing a reply from its message and sending it: what the outbox's relay calls."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from support_desk.shared import clock
from support_desk.shared.mail.ration import give_back, take_ration
from support_desk.shared.models import OutboxItem, StoredFile
from support_desk.shared.outbox import NotNow, PermanentFailure
from tickets.domain.mail.addresses import InvalidAddress
from tickets.domain.mail.compose import OutgoingFile, OutgoingMail, ReplyRequest, compose_reply
from tickets.domain.mail.header_check import UnsafeHeader
from tickets.domain.mail.letter import Quote
from tickets.models import Message
from tickets.notifications.delivery import hand_over
from tickets.queries.mail_desk import desk_of, language_of

MOST_REFERENCES = 20


def send_reply(item: OutboxItem) -> None:
    """The outbox's sender of replies. PermanentFailure when no retry can help, NotNow when the ration is used up."""
    message = Message.objects.select_related("ticket__department", "ticket__client").get(pk=item.payload["message"])
    if message.retracted_at is not None:
        raise PermanentFailure("taken back by its author")
    mail = compose(message)
    if not message.is_automatic:
        hand_over(mail, at=message.created_at)
        return
    if later := take_ration(mail.to, at=clock.now()):
        raise NotNow(later)
    try:
        hand_over(mail, at=message.created_at)
    except Exception:
        give_back(mail.to)
        raise


def compose(message: Message) -> OutgoingMail:
    """The letter in the client's language and the department's time. The same message always gives the same letter."""
    ticket = message.ticket
    with translation.override(language_of(ticket)), timezone.override(ticket.department.timezone):
        try:
            return compose_reply(request_of(message), desk=desk_of(ticket))
        except (InvalidAddress, UnsafeHeader) as fault:
            raise PermanentFailure(str(fault)) from fault


def request_of(message: Message) -> ReplyRequest:
    """All that the letter says, with the client's last words quoted below and the thread's references."""
    ticket = message.ticket
    chain = earlier_letters(message)
    asked = next((one for one in chain if one.direction == Message.Direction.INBOUND), None)
    parent = asked or (chain[0] if chain else None)
    return ReplyRequest(
        outgoing_id=message.pk,
        ticket_number=ticket.number,
        subject=ticket.subject,
        body=message.body_text,
        to=tuple(message.to_addresses),
        cc=tuple(message.cc_addresses),
        author_name=message.author_name,
        message_id=message.mail_id,
        parent_message_id=parent.mail_id if parent else "",
        parent_references=tuple(one.mail_id for one in reversed(chain)),
        quote=_quote(asked) if asked else None,
        files=tuple(_outgoing(attachment.file) for attachment in message.attachments.select_related("file")),
        is_automatic=message.is_automatic,
    )


def earlier_letters(message: Message) -> list[Message]:
    """The latest of the thread's letters before this one, newest first; machines' and our notes are left out."""
    letters = message.ticket.messages.filter(retracted_at__isnull=True, is_automatic=False).exclude(mail_id="")
    before = letters.exclude(pk=message.pk).exclude(direction=Message.Direction.INTERNAL)
    found = before.filter(created_at__lte=message.created_at).defer("body_html", "quoted_text")
    return list(found.order_by("-created_at", "-id")[:MOST_REFERENCES])


def _quote(asked: Message) -> Quote:
    when = timezone.localtime(asked.created_at).strftime("%d.%m.%Y %H:%M")
    introduction = _("On %(when)s %(name)s wrote:") % {"when": when, "name": asked.author_name}
    return Quote(introduction, asked.body_text)


def _outgoing(file: StoredFile) -> OutgoingFile:
    with file.content.open("rb") as content:
        return OutgoingFile(file.name, file.content_type, content.read())
