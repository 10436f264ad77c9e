"""Notices by mail: plain text in the person's language, one letter for all that is due at a moment."""

from collections.abc import Sequence
from email.utils import format_datetime, formataddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared import clock
from support_desk.shared.actions.gather_notices import gather_notices
from support_desk.shared.mail.delivery import deliver
from support_desk.shared.mail.loops import LOOP_HEADER
from support_desk.shared.mail.ration import give_back, take_ration
from support_desk.shared.models import Notice, OutboxItem, User
from support_desk.shared.notices import words_of
from support_desk.shared.outbox import NotNeeded, NotNow

RATION = "notice-letters"
LONGEST_SUBJECT = 150
SENDER_NAME = "Support Desk"


def send_notices(item: OutboxItem) -> None:
    """The outbox's sender of notices. NotNeeded for whoever left or wants no mail, NotNow when the hour's ration is
    used up: then they leave together later. What is urgent waits for no ration."""
    user = User.objects.get(pk=item.payload["user"])
    if not (user.is_active and user.notice_mail_enabled):
        raise NotNeeded
    is_rationed = not Notice.objects.filter(pk=item.payload["notice"], is_urgent=True).exists()
    if is_rationed and (later := take_ration([user.email], at=clock.now(), kind=RATION)):
        raise NotNow(later)
    try:
        deliver(letter_of(item, user))
    except Exception:
        if is_rationed:
            give_back([user.email], kind=RATION)
        raise


def letter_of(item: OutboxItem, user: User) -> EmailMessage:
    """The letter of a leased item. The same item always gives the same letter, but for words that were translated
    anew; NotNeeded when nothing is left to be told."""
    ids = gather_notices(item=item, at=clock.now())
    notices = list(Notice.objects.filter(pk__in=ids).order_by("-is_urgent", "deliver_at", "id"))
    if not notices:
        raise NotNeeded
    with translation.override(user.language or settings.LANGUAGE_CODE):
        return EmailMessage(
            subject=_subject(notices),
            body=_body(notices),
            from_email=formataddr((SENDER_NAME, settings.DEFAULT_FROM_EMAIL)),
            to=[user.email],
            headers=_headers(item, notices),
        )


def _headers(item: OutboxItem, notices: Sequence[Notice]) -> dict[str, str]:
    """What tells mail programs that no person wrote this, and us when it comes back to us."""
    code = salted_hmac("support_desk.notice_mail", str(item.pk), algorithm="sha256").hexdigest()[:20]
    return {
        "Message-ID": f"<notice.{item.pk}.{code}@{settings.MAIL_DOMAIN}>",
        "Date": format_datetime(max(notice.deliver_at for notice in notices)),
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        LOOP_HEADER: settings.MAIL_DOMAIN,
    }


def _subject(notices: Sequence[Notice]) -> str:
    first = _one_line(words_of(notices[0]).title)
    if len(notices) == 1:
        return first
    others = len(notices) - 1
    more = ngettext("%(first)s, and %(count)d more", "%(first)s, and %(count)d more", others)
    return more % {"first": first, "count": others}


def _body(notices: Sequence[Notice]) -> str:
    parts = [_part(notice) for notice in notices]
    profile = settings.BASE_URL + reverse("profile")
    return "\n\n".join([*parts, "-- \n" + _("Switch these letters off in your profile: %(url)s") % {"url": profile}])


def _part(notice: Notice) -> str:
    words = words_of(notice)
    lines = [_one_line(words.title), words.body.strip(), settings.BASE_URL + notice.url]
    return "\n".join(line for line in lines if line)


def _one_line(text: str) -> str:
    """Without line ends and control characters: a title may quote what a stranger wrote."""
    flat = "".join(char for char in " ".join(text.split()) if char.isprintable())
    return flat if len(flat) <= LONGEST_SUBJECT else flat[: LONGEST_SUBJECT - 1] + "…"
