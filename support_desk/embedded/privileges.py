"""As whom the servers run. PostgreSQL refuses root, and nothing here needs it."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, Literal

Mode = Literal["plain", "namespace", "switch"]

LAUNCHER: Final = Path(__file__).with_name("launch.py")
NOBODY: Final = 65534
CAN_REACH: Final = "import os, sys; sys.exit(not all(os.access(path, os.R_OK | os.X_OK) for path in sys.argv[1:]))"


@functools.cache
def mode_for(var_dir: Path) -> Mode:
    """Root enters a user namespace where that is allowed and the folders are root's own, else becomes `nobody`."""
    if os.geteuid() != 0:
        return "plain"
    probe = [
        sys.executable,
        "-I",
        "-S",
        "-c",
        CAN_REACH,
        str(nearest_existing(var_dir)),
        str(Path(__file__).parent),
        sys.prefix,
    ]
    tried = subprocess.run(launching("namespace", probe), capture_output=True, check=False)
    return "namespace" if tried.returncode == 0 else "switch"


def launching(mode: Mode, program: list[str]) -> list[str]:
    """The command that runs `program` in that mode."""
    return [sys.executable, "-I", "-S", str(LAUNCHER), mode, "0", "0", "--", *program]


def servers_user(mode: Mode) -> int:
    """Who owns the servers' files, as this process sees it."""
    return NOBODY if mode == "switch" else os.geteuid()


def nearest_existing(path: Path) -> Path:
    return next(folder for folder in [path, *path.parents] if folder.exists())


def open_to_others(path: Path) -> bool:
    """Whether somebody else may walk through every folder down to this one."""
    return all(folder.stat().st_mode & 0o001 for folder in [path, *path.parents])


def reachable_copy(programs: Path, *, mode: Mode, beside: Path) -> Path:
    """The folder of programs itself, or a copy in `beside` where `nobody` cannot reach the original."""
    if mode != "switch" or open_to_others(programs):
        return programs
    copy = beside / programs.name
    if not copy.exists():
        draft = beside / f"{programs.name}.{os.getpid()}"
        shutil.copytree(programs, draft, symlinks=True)
        draft.rename(copy)
        hand_over(copy, mode=mode)
    return copy


def hand_over(folder: Path, *, mode: Mode) -> None:
    """Gives a folder with all in it to the user the server runs as."""
    if mode == "switch":
        for path in [folder, *folder.rglob("*")]:
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
