"""Makes the .mo files that gettext reads from the .po files that people write; needs no gettext on the machine."""

import os
from collections.abc import Iterable
from pathlib import Path

import polib


def compile_changed(folders: Iterable[Path | str]) -> list[Path]:
    """Compiles every .po below the folders that is newer than its .mo; returns those it compiled."""
    sources = [source for folder in folders for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po"))]
    changed = [source for source in sources if _is_stale(source)]
    for source in changed:
        _compile(source)
    return changed


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> None:
    """Written whole before it gets its name: others may be reading, or compiling the same."""
    draft = source.with_suffix(f".mo.{os.getpid()}")
    polib.pofile(str(source)).save_as_mofile(str(draft))
    draft.replace(source.with_suffix(".mo"))
