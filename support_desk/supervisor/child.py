"""One program under the supervisor: own session, own log, ended by the kernel when the supervisor dies."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

LAUNCHER: Final = Path(__file__).parent.parent / "embedded" / "launch.py"


@dataclass
class Child:
    """`python` are the arguments of our own interpreter. The program's output goes to `log`, new at each start."""

    name: str
    python: Sequence[str]
    log: Path
    environ: Mapping[str, str]
    folder: Path
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        launch = [sys.executable, "-I", "-S", str(LAUNCHER), "plain", str(os.getpid()), str(int(signal.SIGTERM)), "--"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [*launch, sys.executable, *self.python],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=dict(self.environ),
                cwd=self.folder,
                start_new_session=True,
            )

    @property
    def ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    @property
    def exit_code(self) -> int | None:
        return None if self.process is None else self.process.poll()

    def signal_all(self, number: signal.Signals) -> None:
        """To the program and whatever it started: its children may have outlived it."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, number)

    @property
    def leaves_nothing(self) -> bool:
        """Whether its session is empty."""
        if self.process is None:
            return True
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return True
        return False

    def ask_to_end(self) -> None:
        if self.process is not None and not self.ended:
            self.process.terminate()

    def log_tail(self, lines: int = 25) -> str:
        try:
            return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-lines:])
        except OSError:
            return "(no log)"
