"""The letter that asks the client, with a link of one use that only the letter knows (W2, P2).

The thread keeps the plain address of the page: whoever of us reads it there is not let in as the client.
"""

from datetime import datetime

from support_desk.shared import clock, outbox
from support_desk.shared.errors import Refused
from support_desk.shared.models import OutboxItem
from support_desk.shared.outbox import PermanentFailure
from tickets.actions.portal.links import portal_link_for
from tickets.actions.sending import mail_key
from tickets.models import Approval, Contact, Message, PortalLink
from tickets.notifications.asking import link_of
from tickets.notifications.delivery import hand_over
from tickets.notifications.letters import compose

QUESTION_KIND = "mail.question"


def send_question_by_mail(message: Message, approval: Approval, *, at: datetime) -> None:
    """Leaves the letter in the outbox."""
    payload = {"message": message.pk, "approval": approval.pk}
    outbox.enqueue(kind=QUESTION_KIND, key=mail_key(message), payload=payload, at=at)


def send_question(item: OutboxItem) -> None:
    """The outbox's sender. A letter that does not leave takes its link with it: the next attempt makes another."""
    message = Message.objects.select_related("ticket__department", "ticket__client").get(pk=item.payload["message"])
    if message.retracted_at is not None:
        raise PermanentFailure("taken back by its author")
    approval = Approval.objects.select_related("ticket").get(pk=item.payload["approval"])
    at = clock.now()
    url = link_for_reader(message, approval, at=at)
    message.body_text = message.body_text.replace(link_of(approval), url)
    try:
        hand_over(compose(message), at=message.created_at)
    except Exception:
        PortalLink.objects.filter(approval=approval, created_at=at, used_at=None).delete()
        raise


def link_for_reader(message: Message, approval: Approval, *, at: datetime) -> str:
    """A link of one use for the client's person whose address the letter goes to; for any other address the page,
    where one has to log in first."""
    people = Contact.objects.served().filter(client=approval.ticket.client_id)
    contact = people.filter(emails__email__iexact=message.to_addresses[0]).order_by("pk").first()
    try:
        return portal_link_for(contact=contact, approval=approval, at=at) if contact else link_of(approval)
    except Refused:
        return link_of(approval)
