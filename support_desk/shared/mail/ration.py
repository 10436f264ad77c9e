"""Automatic letters are rationed by address (T2), so that two machines that answer each other cannot fill a mailbox.

Each `kind` of letters has a ration of its own: what colleagues are told takes nothing from what clients are answered.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.cache import cache

ANSWERS = "automatic-letters"
MOST_AN_HOUR = 5
HOUR = timedelta(hours=1)


def take_ration(addresses: Iterable[str], *, at: datetime, kind: str = ANSWERS) -> datetime | None:
    """None when each address may get one more automatic letter, which counts from now on; else when to ask again."""
    taken: list[str] = []
    for address in addresses:
        taken.append(address)
        if _counted(_key(kind, address)) > MOST_AN_HOUR:
            give_back(taken, kind=kind)
            return at + HOUR
    return None


def give_back(addresses: Iterable[str], *, kind: str = ANSWERS) -> None:
    """The letter did not leave after all."""
    for address in addresses:
        _add(_key(kind, address), -1)


def _counted(key: str) -> int:
    cache.add(key, 0, timeout=int(HOUR.total_seconds()))
    return _add(key, 1)


def _add(key: str, number: int) -> int:
    try:
        return int(cache.incr(key, number))
    except ValueError:  # forgotten in this very moment: counting starts afresh
        return 1


def _key(kind: str, address: str) -> str:
    return f"{kind}:{address.lower()}"
