"""Mail that could not become a message, as the operator sees it: never parsed in full here, shown as text only."""

from dataclasses import dataclass
from email.header import decode_header, make_header
from email.parser import BytesHeaderParser
from email.policy import compat32

from django.db.models import QuerySet
from django.db.models.functions import Substr
from django.utils.translation import gettext_lazy as _

from support_desk.shared.cursors import Page, keyset_page
from support_desk.shared.viewer import Viewer
from tickets.models import RawMail

HEAD_BYTES = 16_384
TEXT_BYTES = 8_192
LONGEST_LINE = 300
REASONS = {
    "empty": _("There is nothing in it"),
    "not_a_mail": _("It is no letter"),
    "too_large": _("Larger than a letter may be"),
    "header_too_large": _("Its header is larger than any mail program makes"),
    "too_many_headers": _("More header lines than any mail program makes"),
    "nested_too_deeply": _("Parts within parts, too many levels deep"),
    "too_many_parts": _("More parts than a letter may have"),
    "too_many_attachments": _("More files than a letter may have"),
    "took_too_long": _("Reading it took too long"),
    "too_much_memory": _("Reading it took too much memory"),
    "unreadable": _("It cannot be read"),
    "left_on_server": _("Too large or too slow to fetch whole: the letter itself is still in the mailbox"),
    "keeps_failing": _("It was read, but putting it into a ticket failed five times"),
}


@dataclass(frozen=True, slots=True)
class QuarantineRow:
    """One item. `sender`, `subject`, `beginning` are a stranger's words: text, escaped where they are shown.

    `detail` is the reader's own sentence, in English, for a reason that has no words here.
    """

    mail: RawMail
    sender: str
    subject: str
    beginning: str
    reason: str
    detail: str


def quarantined_mail(viewer: Viewer) -> QuerySet[RawMail]:
    """Visible items; of the raw bytes only the first come along, as `head`."""
    found = RawMail.objects.visible_to(viewer).quarantined().select_related("mailbox")
    return found.defer("content").annotate(head=Substr("content", 1, HEAD_BYTES))


def quarantine_page(viewer: Viewer, *, cursor: str = "") -> Page[QuarantineRow]:
    """Fifty items, newest first. One statement."""
    page = keyset_page(quarantined_mail(viewer), order=("-received_at", "-id"), cursor=cursor)
    return Page([quarantine_row(mail) for mail in page.rows], newer=page.newer, older=page.older)


def quarantine_row(mail: RawMail) -> QuarantineRow:
    """An item with what can be told of it safely."""
    head = bytes(mail.head)  # type: ignore[attr-defined]  # annotated above
    header, _blank, body = head.replace(b"\r\n", b"\n").partition(b"\n\n")
    fields = BytesHeaderParser(policy=compat32).parsebytes(header)
    return QuarantineRow(
        mail=mail,
        sender=readable(fields.get("From")),
        subject=readable(fields.get("Subject")),
        beginning=body[:TEXT_BYTES].decode("utf-8", "replace").replace("\x00", ""),
        reason=str(REASONS.get(mail.reason, mail.reason)),
        detail="" if mail.reason in REASONS and mail.reason != "left_on_server" else mail.detail,
    )


def readable(value: object) -> str:
    """A header's words, decoded where it can be, in one line of at most 300 characters."""
    raw = str(value or "")
    try:
        text = str(make_header(decode_header(raw)))
    except (ValueError, LookupError, UnicodeError):
        text = raw
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:LONGEST_LINE]
