"""`MailParser`: reads mails in a child of its own; `ParserPool`: several of them for several threads."""

import os
import queue
import threading
from types import TracebackType
from typing import Self

from tickets.domain.mail.digest import MailDigest
from tickets.domain.mail.limits import DEFAULT_LIMITS, MEBIBYTE, MailLimits, MailRefused, RefusalReason
from tickets.domain.mail.parse import check_size
from tickets.mail_child.process import Child, ChildDied, ChildTookTooLong
from tickets.mail_child.wire import unpack


class MailParser:
    """Thread-safe; one mail at a time. Starts its child at the first mail and replaces it when it dies or grows old.

    A child that died without having used up its time is tried once more on the same mail: it may have been ended
    from outside, and no mail should be quarantined for that.
    """

    def __init__(
        self,
        *,
        seconds: float = 20,
        recycle_after: int = 500,
        memory_bytes: int = 768 * MEBIBYTE,
        max_raw_bytes: int = DEFAULT_LIMITS.max_raw_bytes,
    ) -> None:
        self.seconds = seconds
        self.recycle_after = recycle_after
        self.memory_bytes = memory_bytes
        self.limits = MailLimits(max_raw_bytes=max_raw_bytes)
        self._lock = threading.Lock()
        self._child: Child | None = None

    def parse(self, raw: bytes) -> MailDigest:
        """Raises MailRefused and nothing else, as long as a process can be started."""
        check_size(raw, self.limits)
        with self._lock:
            for _ in range(2):
                try:
                    answer, contents = self._ready_child().ask(raw, seconds=self.seconds)
                except ChildTookTooLong:
                    self._end_child()
                    raise MailRefused(RefusalReason.TOOK_TOO_LONG, "Reading the mail took too long.") from None
                except ChildDied:
                    self._end_child()
                else:
                    return unpack(answer, contents)
        raise MailRefused(RefusalReason.UNREADABLE, "The mail made the process that reads it end, twice.")

    def close(self) -> None:
        """Ends the child; a later `parse` starts another."""
        with self._lock:
            self._end_child()

    @property
    def child_pid(self) -> int | None:
        """For the status page and for tests."""
        return self._child.process.pid if self._child else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ready_child(self) -> Child:
        child = self._child
        if child and (child.answered >= self.recycle_after or child.owner != os.getpid()):
            self._end_child()
        if self._child is None:
            self._child = Child(
                memory_bytes=self.memory_bytes, seconds=int(self.seconds) + 1, max_raw_bytes=self.limits.max_raw_bytes
            )
        return self._child

    def _end_child(self) -> None:
        if self._child:
            self._child.end()
            self._child = None


class ParserPool:
    """`size` parsers; a thread that finds all busy waits for the first one that is free."""

    def __init__(self, size: int, *, seconds: float = 20, recycle_after: int = 500) -> None:
        self._parsers = [MailParser(seconds=seconds, recycle_after=recycle_after) for _ in range(size)]
        self._free: queue.LifoQueue[MailParser] = queue.LifoQueue()
        for parser in self._parsers:
            self._free.put(parser)

    def parse(self, raw: bytes) -> MailDigest:
        """As MailParser.parse."""
        parser = self._free.get()
        try:
            return parser.parse(raw)
        finally:
            self._free.put(parser)

    def close(self) -> None:
        for parser in self._parsers:
            parser.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
