"""Runs one program without privileges and tied to the life of its parent: `launch.py MODE PARENT SIGNAL -- program …`.

A script of the standard library alone, run as a file: it must cost milliseconds and import nothing of the project.
Modes: `plain` (we are nobody special already), `namespace` (root, seen by the program as an ordinary user without any
capability, who still owns root's files, so that a closed folder is no obstacle), `switch` (root becomes `nobody`).
"""

import ctypes
import os
import signal
import sys
from pathlib import Path

PR_SET_PDEATHSIG = 1
ORDINARY_ID = 1000
NOBODY = 65534


def main(argv: list[str]) -> None:
    mode, parent, signal_number = argv[0], int(argv[1]), int(argv[2])
    program = argv[4:]
    # An ignored signal stays ignored through exec, and SIGINT is how PostgreSQL is stopped.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    give_up_privileges(mode)
    die_with(parent, signal_number)
    if program:
        os.execv(program[0], program)


def give_up_privileges(mode: str) -> None:
    if mode == "namespace":
        enter_namespace()
    elif mode == "switch":
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def enter_namespace() -> None:
    """A user namespace that knows one user; leaving root's id behind drops every capability at exec."""
    user, group = os.geteuid(), os.getegid()
    os.unshare(os.CLONE_NEWUSER)
    write("/proc/self/setgroups", "deny")
    write("/proc/self/uid_map", f"{ORDINARY_ID} {user} 1")
    write("/proc/self/gid_map", f"{ORDINARY_ID} {group} 1")


def write(path: str, text: str) -> None:
    Path(path).write_text(text, "ascii")


def die_with(parent: int, signal_number: int) -> None:
    """Asks the kernel for a signal when the parent goes; asked after the last change of user, which would undo it."""
    if not sys.platform.startswith("linux") or not signal_number:
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
    if parent and os.getppid() != parent:
        sys.exit("the parent is gone")


if __name__ == "__main__":
    main(sys.argv[1:])
