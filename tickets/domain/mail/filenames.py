"""Names of attached files that any file system, header and page can bear."""

import re
import unicodedata

LONGEST_CHARS = 120
LONGEST_BYTES = 200
LONGEST_SUFFIX = 12
FORBIDDEN = re.compile(r'[\\/:*?"<>|]')
DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)", re.IGNORECASE)
HIDDEN = frozenset({"Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp"})
SUFFIXES = {
    "text/plain": ".txt",
    "text/html": ".html",
    "text/calendar": ".ics",
    "message/rfc822": ".eml",
    "message/delivery-status": ".txt",
    "application/pdf": ".pdf",
    "application/ms-tnef": ".dat",
    "image/png": ".png",
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
}


def safe_filename(name: str, *, content_type: str, position: int) -> str:
    """The last part of `name` without paths, control, bidi and reserved names; `attachment-<position>` if none is left.

    At most 120 characters and 200 bytes in UTF-8, the ending kept.
    """
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    visible = "".join(" " if c.isspace() else c for c in last if c.isspace() or unicodedata.category(c) not in HIDDEN)
    clean = " ".join(FORBIDDEN.sub("_", visible).split()).strip(" .")
    if not clean:
        return f"attachment-{position}{SUFFIXES.get(content_type, '.bin')}"
    if DEVICE.match(clean):
        clean = f"_{clean}"
    return _shortened(clean)


def _shortened(name: str) -> str:
    stem, dot, suffix = name.rpartition(".")
    ending = f".{suffix}" if dot and stem and len(suffix) <= LONGEST_SUFFIX else ""
    stem = name.removesuffix(ending)[: LONGEST_CHARS - len(ending)]
    room = LONGEST_BYTES - len(ending.encode())
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(" .") + ending
