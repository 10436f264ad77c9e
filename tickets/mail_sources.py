"""Mail kept elsewhere: an mbox, a Maildir or a folder of raw messages, in order of date."""

import mailbox
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path

Letter = tuple[str, bytes]
Box = mailbox.Mailbox[mailbox.Message]
HEADER_SEARCHED = 64 * 1024
MBOX_STARTS = b"From "


def letters_in(path: Path) -> Iterator[Letter]:
    """(source, raw bytes) of each message under `path`, oldest first; those without a date come first. A file that is
    no mbox is one raw message. FileNotFoundError when there is nothing.

    Dates are read before anything is taken in, bytes one message at a time, so that memory stays flat.
    """
    if path.is_dir() and (path / "cur").is_dir():
        return _of_box(mailbox.Maildir(str(path), create=False), path)
    if path.is_dir():
        return _of_files([file for file in path.rglob("*") if file.is_file() and not file.name.startswith(".")], path)
    if _beginning_of(path, len(MBOX_STARTS)) == MBOX_STARTS:
        return _of_box(mailbox.mbox(str(path), create=False), path)
    return _of_files([path], path.parent)


def _of_box(box: Box, path: Path) -> Iterator[Letter]:
    with closing(box):
        for key in sorted(box.iterkeys(), key=lambda key: (_sent(_content(box, key, HEADER_SEARCHED)), _place(key))):
            yield f"{path.name}:{key}", _content(box, key)


def _content(box: Box, key: str, size: int | None = None) -> bytes:
    with box.get_file(key) as file:
        return bytes(file.read() if size is None else file.read(size))


def _place(key: str) -> tuple[int, str]:
    """Letters of one second keep their order in the file: the keys of an mbox count."""
    return (int(key), "") if str(key).isdecimal() else (0, key)


def _of_files(files: list[Path], folder: Path) -> Iterator[Letter]:
    for file in sorted(files, key=lambda file: (_sent(_beginning_of(file, HEADER_SEARCHED)), str(file))):
        yield str(file.relative_to(folder)), file.read_bytes()


def _beginning_of(file: Path, size: int) -> bytes:
    with file.open("rb") as opened:
        return opened.read(size)


def _sent(beginning: bytes) -> float:
    """Seconds since 1970 of the Date header, without a zone in UTC; 0 when there is none to be read."""
    try:
        told = parsedate_to_datetime(str(BytesHeaderParser().parsebytes(beginning)["Date"]))
        return (told if told.tzinfo else told.replace(tzinfo=UTC)).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return 0.0
