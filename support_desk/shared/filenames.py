"""Names of files that strangers chose, made harmless."""

import re
import unicodedata

LONGEST = 150
RESERVED = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')


def safe_name(name: str) -> str:
    """The last part of `name` without control, bidi or path characters, at most 150 long; never empty."""
    last = re.split(r"[\\/]", name)[-1]
    visible = "".join(
        c for c in unicodedata.normalize("NFC", last) if unicodedata.category(c) not in ("Cf", "Cc", "Cs")
    )
    clean = FORBIDDEN.sub("_", visible).strip(" .")
    if RESERVED.match(clean):
        clean = f"_{clean}"
    if len(clean) > LONGEST:
        stem, dot, suffix = clean.rpartition(".")
        keep = suffix[:20] if dot else ""
        clean = f"{(stem or clean)[: LONGEST - len(keep) - 1]}.{keep}" if keep else clean[:LONGEST]
    return clean or "file"
