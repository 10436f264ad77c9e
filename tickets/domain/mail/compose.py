"""Our own mail as plain data: headers that thread in every mail program, values that cannot break out (T2).

The Message-ID depends on nothing but the outgoing message and the key, so that a mail sent again after a crash is the
same mail to its receiver, and nobody else can guess it.
"""

import hmac
from dataclasses import dataclass

from support_desk.shared.mail.loops import LOOP_HEADER
from tickets.domain.mail.addresses import InvalidAddress, normalise_address
from tickets.domain.mail.header_check import checked_value, is_message_id
from tickets.domain.mail.header_values import one_line
from tickets.domain.mail.letter import Quote, letter_html, letter_text
from tickets.domain.mail.reply_tokens import reply_address, subject_tag
from tickets.domain.mail.subjects import reply_subject

MOST_REFERENCES = 20
LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    filename: str
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Desk:
    """Who sends. `domain` is that of the reply addresses, `key` the secret of tokens and Message-IDs."""

    address: str
    name: str
    domain: str
    key: bytes
    reply_mailbox: str = "reply"


@dataclass(frozen=True, slots=True)
class ReplyRequest:
    """One outgoing message. `outgoing_id` is its key in the database; `parent_*` describe the mail it answers.

    `message_id` is the one that it was given when it was written; without it, one that follows from the key.
    """

    outgoing_id: int
    ticket_number: int
    subject: str
    body: str
    to: tuple[str, ...]
    cc: tuple[str, ...] = ()
    author_name: str = ""
    message_id: str = ""
    parent_message_id: str = ""
    parent_references: tuple[str, ...] = ()
    quote: Quote | None = None
    files: tuple[OutgoingFile, ...] = ()
    is_automatic: bool = False


@dataclass(frozen=True, slots=True)
class OutgoingMail:
    """Ready for a mail library. `headers` holds what has no field of its own, Message-ID included.

    `envelope_from` is the return path: bounces come back to the ticket's own address.
    """

    message_id: str
    subject: str
    from_name: str
    from_address: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    reply_to: str
    envelope_from: str
    text: str
    html: str
    files: tuple[OutgoingFile, ...]
    headers: tuple[tuple[str, str], ...]


def compose_reply(request: ReplyRequest, *, desk: Desk) -> OutgoingMail:
    """Raises InvalidAddress for a bad recipient and UnsafeHeader for a value that could start another header."""
    message_id = request.message_id or outgoing_message_id(request.outgoing_id, desk=desk)
    answers_to = reply_address(request.ticket_number, key=desk.key, domain=desk.domain, mailbox=desk.reply_mailbox)
    tag = subject_tag(request.ticket_number, key=desk.key)
    to, cc = _recipients(request.to), _recipients(request.cc)
    return OutgoingMail(
        message_id=message_id,
        subject=checked_value("Subject", reply_subject(request.subject, tag=tag)),
        from_name=checked_value("From", _sender_name(request.author_name, desk.name)),
        from_address=normalise_address(desk.address),
        to=to,
        cc=tuple(address for address in cc if address not in to),
        reply_to=answers_to,
        envelope_from=answers_to,
        text=letter_text(request.body, request.quote),
        html=letter_html(request.body, request.quote),
        files=request.files,
        headers=_headers(request, message_id, desk),
    )


def _recipients(addresses: tuple[str, ...]) -> tuple[str, ...]:
    normal = tuple(dict.fromkeys(normalise_address(address) for address in addresses))
    if not all(address.isascii() for address in normal):
        raise InvalidAddress("An address with letters beyond ASCII before the @ cannot be written to.")
    return normal


def outgoing_message_id(outgoing_id: int, *, desk: Desk) -> str:
    code = hmac.digest(desk.key, f"message-id:{outgoing_id}".encode(), "sha256").hex()[:20]
    return f"<{outgoing_id}.{code}@{desk.domain}>"


def reference_chain(parent_references: tuple[str, ...], parent_message_id: str) -> tuple[str, ...]:
    """RFC 5322: the parent's references and the parent; the first and the last of them when they are many."""
    chain = [one for one in dict.fromkeys((*parent_references, parent_message_id)) if is_message_id(one)]
    if is_message_id(parent_message_id):
        chain = [one for one in chain if one != parent_message_id] + [parent_message_id]
    return tuple(chain if len(chain) <= MOST_REFERENCES else [chain[0], *chain[-MOST_REFERENCES + 1 :]])


def _headers(request: ReplyRequest, message_id: str, desk: Desk) -> tuple[tuple[str, str], ...]:
    """References may be long, so they are checked one by one: each is a Message-ID and nothing else."""
    headers = [("Message-ID", message_id), (LOOP_HEADER, checked_value(LOOP_HEADER, desk.domain))]
    if is_message_id(request.parent_message_id):
        headers.append(("In-Reply-To", request.parent_message_id))
    if chain := reference_chain(request.parent_references, request.parent_message_id):
        headers.append(("References", " ".join(chain)))
    if request.is_automatic:
        headers += [("Auto-Submitted", "auto-replied"), ("X-Auto-Response-Suppress", "All"), ("Precedence", "bulk")]
    return tuple(headers)


def _sender_name(author: str, desk: str) -> str:
    """`Anna Petrova (Support)`: without brackets and quotes of their own the name cannot pose as an address."""
    names = [one_line(name).translate({ord(c): None for c in '<>"\\@()'})[:LONGEST_NAME] for name in (author, desk)]
    return f"{names[0]} ({names[1]})" if all(names) else names[0] or names[1]
