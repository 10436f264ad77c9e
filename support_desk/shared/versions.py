"""What numbered versions say, kept in the process: a version that was committed never changes."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import partial
from threading import Lock

from django.db import transaction

type Key = tuple[int, int]
"""(id of the row, number of its version)."""


class VersionCache[ValueT]:
    """At most `size` values by key, the longest unused forgotten first. `read` fetches the missing in one statement.

    A version written by a transaction that is still open is read anew each time: should it be undone, another one
    may take its number.
    """

    def __init__(self, read: Callable[[Iterable[Key]], dict[Key, ValueT]], *, size: int = 512) -> None:
        self._read, self._size = read, size
        self._kept: OrderedDict[Key, ValueT] = OrderedDict()
        self._uncommitted: set[Key] = set()
        self._lock = Lock()

    def get(self, key: Key) -> ValueT:
        """One value. KeyError when there is no such version."""
        return self.get_many([key])[key]

    def get_many(self, keys: Iterable[Key]) -> dict[Key, ValueT]:
        """Values by key; keys without a version are left out. No statement when all are known."""
        wanted = set(keys)
        found = self._known(wanted)
        missing = wanted - found.keys()
        if missing:
            read = self._read(missing)
            self._keep(read)
            found |= read
        return found

    def written(self, key: Key) -> None:
        """The open transaction has written this version."""
        self._uncommitted.add(key)
        transaction.on_commit(partial(self.committed, key))

    def committed(self, key: Key) -> None:
        """The version stands for good."""
        self._uncommitted.discard(key)

    def all_committed(self) -> None:
        """Every version that was written stands for good: for a transaction of which nothing is undone by half."""
        self._uncommitted.clear()

    def _known(self, wanted: set[Key]) -> dict[Key, ValueT]:
        with self._lock:
            found = {key: self._kept[key] for key in wanted if key in self._kept}
            for key in found:
                self._kept.move_to_end(key)
        return found

    def _keep(self, read: dict[Key, ValueT]) -> None:
        with self._lock:
            self._kept.update((key, value) for key, value in read.items() if key not in self._uncommitted)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
