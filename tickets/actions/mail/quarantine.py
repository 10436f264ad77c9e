"""What the operator decides about mail that could not be read."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.actions.store_file import store_file
from support_desk.shared.errors import IllegalTransition, Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.mail.fetch_letter import LEFT_ON_SERVER
from tickets.actions.mail.ingest import Ingested, place_stored
from tickets.actions.messages import add_message
from tickets.actions.opening import open_ticket
from tickets.models import Channel, Message, RawMail
from tickets.permissions import check_can_triage

UNREADABLE = "unreadable"
State = RawMail.State


def retry_quarantined(*, raw: RawMail, by: Viewer, at: datetime) -> Ingested:
    """Reads the mail once more, after a limit was raised or a fault mended. It may come back to the quarantine."""
    with transaction.atomic():
        locked = lock_quarantined(raw, by=by)
        if locked.reason == LEFT_ON_SERVER:
            raise Refused(_("Only its beginning is here: read the letter in the mailbox itself."))
        locked.state, locked.attempts, locked.reason, locked.detail = State.STORED, 0, "", ""
        locked.save(update_fields=["state", "attempts", "reason", "detail"])
        _note(locked, "mail.retry", by=by, at=at)
    return place_stored(raw=locked) or Ingested("quarantined")


@transaction.atomic
def discard_quarantined(*, raw: RawMail, reason: str, by: Viewer, at: datetime) -> RawMail:
    """Sets the mail aside with a reason; its bytes stay."""
    locked = lock_quarantined(raw, by=by)
    if not reason.strip():
        raise Refused(_("Say why it needs no answer."), field="reason")
    locked.state, locked.detail = State.DISCARDED, reason.strip()[:2000]
    locked.save(update_fields=["state", "detail"])
    _note(locked, "mail.discard", by=by, at=at, detail=locked.detail)
    return locked


@transaction.atomic
def open_as_lead(*, raw: RawMail, by: Viewer, at: datetime) -> Message:
    """Opens a ticket for the operator with the raw mail attached, for somebody to read it by other means."""
    locked = lock_quarantined(raw, by=by)
    content = bytes(RawMail.objects.values_list("content", flat=True).get(pk=locked.pk))
    letter = store_file(content=content, name="letter.eml", content_type="message/rfc822", at=at, user_id=by.user_id)
    ticket = open_ticket(
        subject=str(_("A letter that could not be read")),
        by=by,
        at=locked.received_at,
        channel=Channel.EMAIL,
        department=locked.mailbox.department,
        flag=UNREADABLE,
    )
    message = add_message(
        ticket=ticket,
        direction=Message.Direction.INBOUND,
        channel=Channel.EMAIL,
        by=by,
        at=locked.received_at,
        author_name="?",
        body_text=str(
            _("The letter could not be read: %(detail)s It is attached as it came.") % {"detail": locked.detail}
        ),
        files=[letter],
        raw_mail=locked,
    )
    locked.state, locked.outcome = State.ACCEPTED, "lead"
    locked.save(update_fields=["state", "outcome"])
    _note(locked, "mail.open_as_lead", by=by, at=at, ticket=ticket.number)
    return message


def lock_quarantined(raw: RawMail, *, by: Viewer) -> RawMail:
    """The mail, locked; IllegalTransition when somebody has decided about it already."""
    check_can_triage(by)
    seen = RawMail.objects.visible_to(by).defer("content").select_related("mailbox__department")
    locked = seen.select_for_update(of=("self",)).get(pk=raw.pk)
    if locked.state != State.QUARANTINED:
        raise IllegalTransition(_("Somebody has already decided about this letter."))
    return locked


def _note(raw: RawMail, action: str, *, by: Viewer, at: datetime, **facts: object) -> None:
    department_id = raw.mailbox.department_id
    audit.record(
        action=action, target=raw, by=by, at=at, after={"state": raw.state, **facts}, department_id=department_id
    )
