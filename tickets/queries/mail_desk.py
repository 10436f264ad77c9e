"""Who we are when we write: the address, the domain of reply addresses and the secret of their tokens."""

from dataclasses import replace

from django.conf import settings
from django.db.models import Case, Subquery, When
from django.utils.crypto import salted_hmac

from tickets.domain.mail.compose import Desk
from tickets.models import Mailbox, Message, Ticket

SALT = "support_desk.reply_tokens"


def token_key() -> bytes:
    """The secret of reply tokens and Message-IDs, derived from SECRET_KEY."""
    return salted_hmac(SALT, "key", algorithm="sha256").digest()


def token_keys() -> list[bytes]:
    """The present key first, then those of former secrets, so that older mail still finds its ticket."""
    former = (salted_hmac(SALT, "key", secret=old, algorithm="sha256") for old in settings.SECRET_KEY_FALLBACKS)
    return [token_key(), *(one.digest() for one in former)]


def language_of(ticket: Ticket) -> str:
    """The language we write to the ticket's people in: the client's, else the desk's own."""
    return ticket.client.language if ticket.client else settings.LANGUAGE_CODE


def general_desk() -> Desk:
    """The sender without a mailbox of its own: all that a Message-ID needs, without asking the database."""
    return Desk(address=settings.DEFAULT_FROM_EMAIL, name="", domain=settings.MAIL_DOMAIN, key=token_key())


def desk_of(ticket: Ticket) -> Desk:
    """The sender of a ticket's letters: the mailbox of its department that was last written to, else the department's
    first, else the general address. One statement."""
    letters = Message.objects.filter(ticket=ticket, direction=Message.Direction.INBOUND, raw_mail__isnull=False)
    last = Subquery(letters.order_by("-id").values("raw_mail__mailbox")[:1])
    active = Mailbox.objects.filter(department_id=ticket.department_id, is_active=True)
    mailbox = (
        active.annotate(was_written_to=Case(When(pk=last, then=1), default=0)).order_by("-was_written_to", "id").first()
    )
    return replace(general_desk(), address=mailbox.address, name=mailbox.display_name) if mailbox else general_desk()
