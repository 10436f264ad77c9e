"""One child process: started, asked with a deadline, ended."""

import json
import os
import selectors
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from tickets.mail_child.wire import LENGTH, frame

ROOT = Path(__file__).resolve().parents[2]
CHUNK = 1024 * 1024
# The child gets no variable that could hold a secret.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}


class ChildDied(Exception):
    """The child ended before its answer was complete."""


class ChildTookTooLong(Exception):
    """The deadline passed."""


class Child:
    """Not thread-safe. After any exception of `ask` the child must be ended."""

    def __init__(self, *, memory_bytes: int, seconds: int, max_raw_bytes: int) -> None:
        command = [sys.executable, "-m", "tickets.mail_child", str(memory_bytes), str(seconds), str(max_raw_bytes)]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=ENVIRONMENT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        assert self.process.stdin and self.process.stdout
        self.owner = os.getpid()
        self.answered = 0
        self._in, self._out = self.process.stdin, self.process.stdout
        os.set_blocking(self._in.fileno(), False)
        os.set_blocking(self._out.fileno(), False)
        self._buffer = bytearray()

    def ask(self, raw: bytes, *, seconds: float) -> tuple[dict[str, Any], list[bytes]]:
        """The answer's JSON and the contents of attachments. Raises ChildDied or ChildTookTooLong."""
        deadline = time.monotonic() + seconds
        self._buffer.clear()
        self._send(frame(raw), deadline)
        answer = json.loads(self._receive(deadline))
        contents = [self._receive(deadline) for _ in range(answer["files"])]
        self.answered += 1
        return answer, contents

    def end(self) -> None:
        """Kills and reaps; in a forked copy of the owner it only lets go of the pipes."""
        for pipe in (self._in, self._out):
            try:
                pipe.close()
            except BrokenPipeError:
                continue
        if self.owner == os.getpid():
            self.process.kill()
            self.process.wait()
        else:
            self.process.returncode = 0  # somebody else's child: nothing to wait for

    def _send(self, content: bytes, deadline: float) -> None:
        view = memoryview(content)
        while view:
            self._wait(self._in.fileno(), selectors.EVENT_WRITE, deadline)
            try:
                view = view[os.write(self._in.fileno(), view[:CHUNK]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError as closed:
                raise ChildDied from closed

    def _receive(self, deadline: float) -> bytes:
        (length,) = LENGTH.unpack(self._exactly(LENGTH.size, deadline))
        return self._exactly(length, deadline)

    def _exactly(self, count: int, deadline: float) -> bytes:
        while len(self._buffer) < count:
            self._wait(self._out.fileno(), selectors.EVENT_READ, deadline)
            try:
                piece = os.read(self._out.fileno(), CHUNK)
            except BlockingIOError:
                continue
            if not piece:
                raise ChildDied
            self._buffer += piece
        content = bytes(memoryview(self._buffer)[:count])
        del self._buffer[:count]
        return content

    def _wait(self, descriptor: int, event: int, deadline: float) -> None:
        left = deadline - time.monotonic()
        with selectors.DefaultSelector() as selector:
            selector.register(descriptor, event)
            if left <= 0 or not selector.select(left):
                raise ChildTookTooLong
