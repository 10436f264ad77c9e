"""Raw bytes to `ParsedMail` (T1). Raises nothing but `MailRefused`; what is merely broken is mended and noted."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from support_desk.shared.mail.loops import LOOP_HEADER
from tickets.domain.mail.automatic import automatic_reason
from tickets.domain.mail.bodies import BodyReader
from tickets.domain.mail.envelope import Envelope, read_envelope
from tickets.domain.mail.header_lines import Header
from tickets.domain.mail.header_values import one_line, readable
from tickets.domain.mail.identity import MailIdentity, clean_message_id, identify, message_ids, without_envelope_line
from tickets.domain.mail.limits import DEFAULT_LIMITS, MailLimits, MailRefused, RefusalReason
from tickets.domain.mail.mime_tree import Part, TreeReader
from tickets.domain.mail.parsed import AutomaticReason, Note, ParsedMail

TELLTALE = frozenset({"from", "to", "subject", "date", "message-id", "received", "return-path", "delivered-to"})
KEPT_HEADERS = frozenset({
    "authentication-results", "auto-submitted", "importance", "list-id", "precedence", "return-path", "sender",
    "user-agent", "x-auto-response-suppress", "x-mailer", "x-priority", "x-spam-flag",
})  # fmt: skip
MOST_KEPT_HEADERS = 30
LONGEST_KEPT_HEADER = 1_000
LONGEST_SUBJECT = 300
MOST_REFERENCES = 50


def parse_mail(raw: bytes, limits: MailLimits = DEFAULT_LIMITS) -> ParsedMail:
    """Reads one mail. Linear in its size; raises MailRefused beyond the limits or when it is no mail at all."""
    check_size(raw, limits)
    root = TreeReader(limits).read(without_envelope_line(raw))
    header = root.header
    if not any(name in TELLTALE for name, _ in header.fields):
        raise MailRefused(RefusalReason.NOT_A_MAIL, "This is not a mail: it has no header that mails have.")
    bodies = BodyReader(limits)
    text, html = bodies.read(root)
    envelope = read_envelope(header, keep=limits.keep_addresses)
    identity = identify(raw)
    subject = readable(header.first("subject")[: LONGEST_SUBJECT * 20])[:LONGEST_SUBJECT]
    sent_at = _instant(header.first("date"))
    return ParsedMail(
        message_id=identity.mail_id,
        in_reply_to=clean_message_id(header.first("in-reply-to")),
        references=message_ids(header.first("references"), keep=MOST_REFERENCES),
        subject=subject,
        from_name=envelope.sender.name,
        from_address=envelope.sender.address,
        reply_to=envelope.reply_to,
        to=envelope.to,
        cc=envelope.cc,
        delivered_to=envelope.delivered_to,
        sent_at=sent_at,
        text=text,
        html=html,
        attachments=tuple(bodies.attachments),
        automatic_reason=_automatic(root, envelope.sender.address, subject),
        loop_marker=one_line(header.first(LOOP_HEADER))[:254],
        sender_is_doubtful=envelope.is_doubtful,
        content_hash=identity.content_hash,
        headers=_kept(header),
        notes=_notes(bodies.notes, envelope, identity, sent_at),
    )


def check_size(raw: bytes, limits: MailLimits) -> None:
    """Raises MailRefused; cheap, so that the parent process asks first."""
    if not raw.strip():
        raise MailRefused(RefusalReason.EMPTY, "The mail is empty.")
    if len(raw) > limits.max_raw_bytes:
        raise MailRefused(RefusalReason.TOO_LARGE, "The mail is larger than the desk reads.")


def _notes(found: set[Note], envelope: Envelope, identity: MailIdentity, sent_at: datetime | None) -> tuple[Note, ...]:
    told = {
        Note.MESSAGE_ID_MADE_UP: identity.is_made_up,
        Note.DATE_UNREADABLE: sent_at is None,
        Note.SENDER_DOUBTFUL: envelope.is_doubtful,
        Note.RECIPIENTS_CUT: envelope.is_cut,
    }
    return tuple(sorted(found | {note for note, is_so in told.items() if is_so}))


def _automatic(root: Part, from_address: str, subject: str) -> AutomaticReason | None:
    return automatic_reason(
        root.header,
        content_type=root.content_type,
        report_type=root.parameters.get("report-type", ""),
        from_address=from_address,
        subject=subject,
    )


def _instant(value: str) -> datetime | None:
    """A date without a zone is taken as UTC."""
    try:
        told = parsedate_to_datetime(one_line(value[:200]))
        return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _kept(header: Header) -> tuple[tuple[str, str], ...]:
    kept = [(name, one_line(value[:LONGEST_KEPT_HEADER])) for name, value in header.fields if name in KEPT_HEADERS]
    return tuple(kept[:MOST_KEPT_HEADERS])
