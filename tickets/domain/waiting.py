"""Who waits for an answer (T5), from the messages alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Said:
    """One message as the rule sees it. `is_public`: the client can read it; `has_open_items`: questions of it were
    marked, and one at least is neither answered nor promised (T6)."""

    at: datetime
    from_client: bool
    is_public: bool
    is_automatic: bool = False
    has_open_items: bool = False


def waiting_since(messages: Iterable[Said]) -> datetime | None:
    """The time of the earliest client message that no public reply of ours has followed; None when nobody waits.

    A message with open items waits through every reply.
    Automatic messages of either side and internal notes neither start nor end the waiting.
    """
    since: datetime | None = None
    owed: datetime | None = None
    for message in sorted(messages, key=lambda m: m.at):
        if message.is_automatic or not message.is_public:
            continue
        if message.from_client and message.has_open_items:
            owed = owed or message.at
        since = (since or message.at) if message.from_client else owed
    return since
