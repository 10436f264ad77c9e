"""Mail kept elsewhere: an mbox, a Maildir or a folder of raw messages, in order of date."""

import mailbox
from collections.abc import Iterator
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from pathlib import Path

Letter = tuple[str, bytes]
HEADER_SEARCHED = 64 * 1024


def letters_in(path: Path) -> Iterator[Letter]:
    """(source, raw bytes) of each message under `path`, oldest first; those without a date come first.

    Dates are read before anything is taken in, bytes one message at a time, so that memory stays flat.
    """
    if path.is_dir() and (path / "cur").is_dir():
        yield from _of_box(mailbox.Maildir(str(path), create=False), path)
    elif path.is_dir():
        yield from _of_folder(path)
    elif path.is_file():
        yield from _of_box(mailbox.mbox(str(path), create=False), path)
    else:
        raise FileNotFoundError(f"{path} is neither an mbox, a Maildir nor a folder of messages")


def _of_box(box: "mailbox.Mailbox[mailbox.Message]", path: Path) -> Iterator[Letter]:
    keys = sorted(box.iterkeys(), key=lambda key: (_sent(_beginning(box, key)), str(key)))
    for key in keys:
        with box.get_file(key) as file:
            yield f"{path.name}:{key}", file.read()


def _beginning(box: "mailbox.Mailbox[mailbox.Message]", key: str) -> bytes:
    with box.get_file(key) as file:
        return bytes(file.read(HEADER_SEARCHED))


def _of_folder(path: Path) -> Iterator[Letter]:
    files = [file for file in path.rglob("*") if file.is_file() and not file.name.startswith(".")]
    for file in sorted(files, key=lambda file: (_sent(_head(file)), str(file))):
        yield str(file.relative_to(path)), file.read_bytes()


def _head(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(HEADER_SEARCHED)


def _sent(beginning: bytes) -> float:
    """Seconds since 1970 of the Date header; 0 when there is none to be read."""
    try:
        return parsedate_to_datetime(str(BytesHeaderParser().parsebytes(beginning)["Date"])).timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):
        return 0.0
