"""What proves that a mail answers a certain ticket (T2): a number with a code that only we can compute.

`reply+4817-k3v9x2mq@desk.example` as the address to answer to, `[#4817-k3v9x2mq]` in the subject. A bare `#4817`
proves nothing. The code is 40 bits of an HMAC; it opens a thread only to senders who belong to it anyway.
"""

import hmac
import re
from base64 import b32encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tickets.domain.mail.addresses import normalise_address

CODE_LENGTH = 8
TOKEN = r"([1-9][0-9]{0,11})-([a-z2-7]{8})"
BARE_TOKEN = re.compile(TOKEN)
SUBJECT_TAG = re.compile(rf"\[#{TOKEN}\]", re.IGNORECASE)
TAG_LIKE = re.compile(r"\[#[0-9]{1,12}-[a-z0-9]{4,12}\]", re.IGNORECASE)
MOST_CLAIMS = 10


@dataclass(frozen=True, slots=True)
class TokenVerdict:
    """`number` of the ticket a genuine token names; `is_forged` when there were tokens and none was genuine."""

    number: int | None
    is_forged: bool


def make_token(number: int, *, key: bytes) -> str:
    """`4817-k3v9x2mq`. `key` is a secret of at least 16 bytes."""
    if len(key) < 16:
        raise ValueError("The key of reply tokens needs at least 16 bytes.")
    digest = hmac.digest(key, f"reply-token:{number}".encode(), "sha256")
    return f"{number}-{b32encode(digest).decode('ascii').lower()[:CODE_LENGTH]}"


def verify_token(token: str, *, keys: Sequence[bytes]) -> int | None:
    """The ticket's number, or None. Several keys let a changed secret still read older mail."""
    token = token.lower()
    match = BARE_TOKEN.fullmatch(token)
    if match is None:
        return None
    number = int(match[1])
    return number if any(hmac.compare_digest(make_token(number, key=key), token) for key in keys) else None


def reply_address(number: int, *, key: bytes, domain: str, mailbox: str = "reply") -> str:
    """Where answers to the ticket go."""
    return normalise_address(f"{mailbox}+{make_token(number, key=key)}@{domain}")


def subject_tag(number: int, *, key: bytes) -> str:
    return f"[#{make_token(number, key=key)}]"


def ticket_of_mail(
    recipients: Iterable[str], subject: str, *, keys: Sequence[bytes], domain: str, mailbox: str = "reply"
) -> TokenVerdict:
    """Which ticket the tokens in `recipients` (normalised addresses) and `subject` prove; addresses come first."""
    start, end = f"{mailbox}+", f"@{domain.lower()}"
    claims = [one[len(start) : -len(end)] for one in recipients if one.startswith(start) and one.endswith(end)]
    claims += [f"{number}-{code}" for number, code in SUBJECT_TAG.findall(subject)]
    for claim in claims[:MOST_CLAIMS]:
        number = verify_token(claim, keys=keys)
        if number is not None:
            return TokenVerdict(number, is_forged=False)
    return TokenVerdict(None, is_forged=bool(claims) or bool(TAG_LIKE.search(subject)))


def without_tags(subject: str) -> str:
    """The subject without reply tags, so that an answer carries only its own."""
    return " ".join(SUBJECT_TAG.sub(" ", subject).split())
