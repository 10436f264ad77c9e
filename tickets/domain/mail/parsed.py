"""What a mail says, after reading: nothing in here can harm a page, a header or a database."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AutomaticReason(StrEnum):
    """Why a mail counts as written by a machine (T2): it is kept, marked, starts no clock, gets no automatic answer."""

    AUTO_SUBMITTED = "auto_submitted"
    AUTOREPLY_HEADER = "autoreply_header"
    PRECEDENCE = "precedence"
    ANNOUNCEMENT_LIST = "announcement_list"
    SUPPRESSES_ANSWERS = "suppresses_answers"
    EMPTY_RETURN_PATH = "empty_return_path"
    DELIVERY_REPORT = "delivery_report"
    READ_RECEIPT = "read_receipt"
    BOUNCE_SENDER = "bounce_sender"
    AUTOREPLY_SUBJECT = "autoreply_subject"


class Note(StrEnum):
    """What the reader had to mend or leave out; the raw mail still has it."""

    MESSAGE_ID_MADE_UP = "message_id_made_up"
    DATE_UNREADABLE = "date_unreadable"
    SENDER_DOUBTFUL = "sender_doubtful"
    CHARSET_GUESSED = "charset_guessed"
    RECIPIENTS_CUT = "recipients_cut"
    TEXT_CUT = "text_cut"
    HTML_LEFT_OUT = "html_left_out"


@dataclass(frozen=True, slots=True)
class ParsedAttachment:
    """One file. `filename` is safe for any file system, `content_type` is only what the sender claims."""

    filename: str
    content_type: str
    content: bytes
    content_id: str
    inline: bool


@dataclass(frozen=True, slots=True)
class ParsedMail:
    """One mail. Strings hold no NUL, no control characters but line ends and tabs, no lone surrogates.

    `message_id`, `in_reply_to` and `references` keep their angle brackets. `from_address` is empty when there is no
    valid one; `sender_is_doubtful` when the header names several, so that it proves nobody's identity. `html` is raw:
    only `sanitise.clean_html` makes it fit to show. `text` is never HTML: without a text part it is made from it.
    """

    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    subject: str
    from_name: str
    from_address: str
    reply_to: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    delivered_to: tuple[str, ...]
    sent_at: datetime | None
    text: str
    html: str
    attachments: tuple[ParsedAttachment, ...]
    automatic_reason: AutomaticReason | None
    loop_marker: str
    sender_is_doubtful: bool
    content_hash: str
    headers: tuple[tuple[str, str], ...]
    notes: tuple[Note, ...]

    @property
    def is_automatic(self) -> bool:
        return self.automatic_reason is not None

    @property
    def is_delivery_report(self) -> bool:
        return self.automatic_reason is AutomaticReason.DELIVERY_REPORT
