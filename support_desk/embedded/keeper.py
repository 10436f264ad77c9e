"""Holds one server for as long as somebody uses it: `keeper.py FOLDER MODE SIGNAL -- program …`.

A script of the standard library alone, run as a file, because it stays in memory. In FOLDER there are two lock files:
every user of the server holds `users.lock` shared, the keeper holds `keeper.lock` for its whole life. The keeper waits
for `users.lock` exclusively; the kernel gives it out when the last user has ended, however that user ended. Newcomers
then wait at the same lock until the server is down, and start the next one.
"""

import fcntl
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

LOCK_LIMIT = 20
PATIENCE = 15.0


def main(argv: list[str]) -> None:
    folder, mode, stop_signal = Path(argv[0]), argv[1], int(argv[2])
    become_the_keeper(folder)
    if os.fork():
        os._exit(0)
    os.setsid()
    for ignored in (signal.SIGINT, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    server = start(mode, stop_signal, argv[4:])
    signal.signal(signal.SIGTERM, lambda *_: server.send_signal(stop_signal))
    threading.Thread(target=stop_without_users, args=(folder, server, stop_signal), daemon=True).start()
    server.wait()


def become_the_keeper(folder: Path) -> None:
    """Others touch this lock for an instant to see whether it is held; a held one for long ends us by the alarm."""
    signal.alarm(LOCK_LIMIT)
    fcntl.flock(lock_file(folder / "keeper.lock"), fcntl.LOCK_EX)
    signal.alarm(0)


def lock_file(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def start(mode: str, stop_signal: int, program: list[str]) -> subprocess.Popen[bytes]:
    launcher = Path(__file__).with_name("launch.py")
    command = [sys.executable, "-I", "-S", str(launcher), mode, str(os.getpid()), str(stop_signal), "--", *program]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL)


def stop_without_users(folder: Path, server: subprocess.Popen[bytes], stop_signal: int) -> None:
    """Keeps the lock until the process ends, so that nobody connects to a server that is going down."""
    fcntl.flock(lock_file(folder / "users.lock"), fcntl.LOCK_EX)
    for number in (stop_signal, signal.SIGQUIT, signal.SIGKILL):
        server.send_signal(number)
        try:
            server.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            continue
        break


if __name__ == "__main__":
    main(sys.argv[1:])
