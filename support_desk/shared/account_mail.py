"""Letters about accounts, such as the link to a new password: through the outbox, so that no page waits for a mail
server and none is lost while it is away."""

import json
from datetime import datetime
from email.utils import format_datetime
from uuid import uuid4

from django.conf import settings
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.utils.crypto import salted_hmac

from support_desk.shared.mail.delivery import deliver
from support_desk.shared.mail.loops import LOOP_HEADER
from support_desk.shared.models import OutboxItem
from support_desk.shared.outbox import enqueue
from support_desk.shared.secrets_box import open_sealed, seal

KIND = "account.mail"
PURPOSE = "account mail"


def post(letter: EmailMessage, *, at: datetime) -> None:
    """Puts a finished letter into the outbox. Its text is sealed: the link in it is as good as a password."""
    html = next((part.content for part in getattr(letter, "alternatives", ()) if part.mimetype == "text/html"), "")
    text = {"subject": letter.subject, "body": letter.body, "html": html, "to": letter.to, "from": letter.from_email}
    enqueue(kind=KIND, key=f"account-{uuid4()}", payload={"sealed": seal(json.dumps(text), purpose=PURPOSE)}, at=at)


def send_account_mail(item: OutboxItem) -> None:
    """The outbox's sender: the same item always gives the same letter."""
    text = json.loads(open_sealed(item.payload["sealed"], purpose=PURPOSE))
    letter = EmailMultiAlternatives(text["subject"], text["body"], text["from"], text["to"], headers=_headers(item))
    if text["html"]:
        letter.attach_alternative(text["html"], "text/html")
    deliver(letter)


def _headers(item: OutboxItem) -> dict[str, str]:
    code = salted_hmac("support_desk.account_mail", str(item.pk), algorithm="sha256").hexdigest()[:20]
    return {
        "Message-ID": f"<account.{item.pk}.{code}@{settings.MAIL_DOMAIN}>",
        "Date": format_datetime(item.created_at),
        "Auto-Submitted": "auto-generated",
        LOOP_HEADER: settings.MAIL_DOMAIN,
    }
