"""Automatic letters are rationed by address (T2), so that two machines that answer each other cannot fill a mailbox."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.core.cache import cache

MOST_AN_HOUR = 5
HOUR = timedelta(hours=1)


def take_ration(addresses: Iterable[str], *, at: datetime) -> datetime | None:
    """None when each address may get one more automatic letter, which counts from now on; else when to ask again."""
    taken: list[str] = []
    for address in addresses:
        taken.append(address)
        if _counted(address) > MOST_AN_HOUR:
            give_back(taken)
            return at + HOUR
    return None


def give_back(addresses: Iterable[str]) -> None:
    """The letter did not leave after all."""
    for address in addresses:
        _add(address, -1)


def _counted(address: str) -> int:
    cache.add(_key(address), 0, timeout=int(HOUR.total_seconds()))
    return _add(address, 1)


def _add(address: str, number: int) -> int:
    try:
        return int(cache.incr(_key(address), number))
    except ValueError:  # forgotten in this very moment: counting starts afresh
        return 1


def _key(address: str) -> str:
    return f"automatic-letters:{address.lower()}"
