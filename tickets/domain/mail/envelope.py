"""Who wrote a mail and to whom, as its header claims."""

from dataclasses import dataclass

from tickets.domain.mail.header_lines import Header
from tickets.domain.mail.mailboxes import NamedAddress, read_mailboxes

DELIVERED_TO = ("delivered-to", "x-original-to", "envelope-to", "x-envelope-to")
FEW = 20


@dataclass(frozen=True, slots=True)
class Envelope:
    """`is_doubtful`: none or several senders are named, so that the mail proves nobody's identity."""

    sender: NamedAddress
    is_doubtful: bool
    reply_to: str
    to: tuple[str, ...]
    cc: tuple[str, ...]
    delivered_to: tuple[str, ...]
    is_cut: bool


def read_envelope(header: Header, *, keep: int) -> Envelope:
    """At most `keep` addresses of `To` and of `Cc`; repeated headers are read as one."""
    senders = _mailboxes(header, ("from",), keep=FEW)
    sender = senders[0] if senders else NamedAddress("", "")
    to, cc = (_addresses(_mailboxes(header, (name,), keep=keep + 1)) for name in ("to", "cc"))
    return Envelope(
        sender=sender,
        is_doubtful=len(header.all("from")) != 1 or len(senders) != 1 or not sender.address,
        reply_to=next(iter(_addresses(_mailboxes(header, ("reply-to",), keep=FEW))), ""),
        to=to[:keep],
        cc=cc[:keep],
        delivered_to=_addresses(_mailboxes(header, DELIVERED_TO, keep=FEW)),
        is_cut=max(len(to), len(cc)) > keep,
    )


def _mailboxes(header: Header, names: tuple[str, ...], *, keep: int) -> tuple[NamedAddress, ...]:
    value = ",".join(value for name in names for value in header.all(name))
    return read_mailboxes(value, keep=keep)


def _addresses(mailboxes: tuple[NamedAddress, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mailbox.address for mailbox in mailboxes if mailbox.address))
