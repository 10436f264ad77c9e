"""The letter with a link into the portal, in the person's language."""

from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from support_desk.shared.mail.loops import LOOP_HEADER
from support_desk.shared.models import OutboxItem
from tickets.models import PortalLink

SENDER_NAME = "Support Desk"


def link_letter(link: PortalLink, *, url: str, item: OutboxItem, invited_by: str = "") -> EmailMessage:
    """Plain text with the address on a line of its own. `invited_by`: the colleague who sends it unasked."""
    user = link.contact.user
    with translation.override((user and user.language) or link.contact.client.language):
        return EmailMessage(
            subject=_("You are invited to our client portal") if invited_by else _("Your link to the client portal"),
            body=_invitation(link, url, invited_by) if invited_by else _answer(link, url),
            from_email=formataddr((SENDER_NAME, settings.DEFAULT_FROM_EMAIL)),
            to=[link.sent_to],
            headers=_headers(link, item),
        )


def _answer(link: PortalLink, url: str) -> str:
    words = _(
        "Good day, %(name)s!\n\nHere is your link to the client portal. It works once, within 30 minutes:"
        "\n\n%(url)s\n\nYou did not ask for it? Then just delete this letter: without the link nobody gets in.\n"
    )
    return words % {"name": link.contact.name, "url": url}


def _invitation(link: PortalLink, url: str, invited_by: str) -> str:
    words = _(
        "Good day, %(name)s!\n\n%(colleague)s invites you to our client portal. There you see your tickets, answer "
        "and send files, approve estimates and look at the hours of your contract.\n\nThis link lets you in once, "
        "within 7 days:\n\n%(url)s\n\nLater ask for a new one there, or set a password.\n"
    )
    return words % {"name": link.contact.name, "colleague": invited_by, "url": url}


def _headers(link: PortalLink, item: OutboxItem) -> dict[str, str]:
    code = salted_hmac("support_desk.portal_mail", f"{item.pk}:{link.pk}", algorithm="sha256").hexdigest()[:20]
    return {
        "Message-ID": f"<portal.{item.pk}.{code}@{settings.MAIL_DOMAIN}>",
        "Date": format_datetime(link.created_at),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        LOOP_HEADER: settings.MAIL_DOMAIN,
    }
