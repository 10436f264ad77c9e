"""Header values made safe and readable: RFC 2047 words, parameters (RFC 2231), control characters."""

import binascii
import re
import unicodedata
from urllib.parse import unquote_to_bytes

from tickets.domain.mail.charsets import decode

ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
BETWEEN_WORDS = re.compile(r"(\?=)[ \t\r\n]+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
PARAMETER = re.compile(r';\s*([^\s=;"]{1,60})\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)', re.DOTALL)
NOT_BASE64 = bytes(set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="))
LONGEST_PARAMETERS = 8_192
LINE_LIKE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})


def one_line(value: str) -> str:
    """Without line ends, control, bidi and other invisible characters; runs of blanks become one blank."""
    flat = LINE_LIKE.sub(" ", value)
    if not flat.isascii():
        flat = "".join(c for c in flat if c == "\u200d" or unicodedata.category(c) not in INVISIBLE)
    return " ".join(flat.split())


def readable(value: str) -> str:
    """A header value as a person would read it: encoded words decoded, one line."""
    if "=?" not in value:
        return one_line(value)
    return one_line(_decode_words(BETWEEN_WORDS.sub(r"\1", value)))


def _decode_words(value: str) -> str:
    """Neighbouring words of one charset are joined as bytes first: mailers cut letters in two."""
    pieces: list[str] = []
    pending, pending_charset, end = b"", "", 0
    for word in ENCODED_WORD.finditer(value):
        charset = word[1].split("*")[0].lower()
        apart = value[end : word.start()]
        if pending and (apart or charset != pending_charset):
            pieces.append(decode(pending, pending_charset)[0])
            pending = b""
        pieces.append(apart)
        pending, pending_charset, end = pending + _word_bytes(word[2], word[3]), charset, word.end()
    pieces.append(decode(pending, pending_charset)[0])
    return "".join(pieces) + value[end:]


def _word_bytes(encoding: str, payload: str) -> bytes:
    raw = payload.encode("utf-8", "replace")
    return base64_bytes(raw) if encoding in "bB" else binascii.a2b_qp(raw, header=True)


def base64_bytes(encoded: bytes) -> bytes:
    """Base64 as far as it can be read: strange characters skipped, a torn end cut off, several pieces joined."""
    letters = encoded.translate(None, delete=NOT_BASE64)
    return b"".join(_base64_piece(piece) for piece in letters.split(b"=") if piece)


def _base64_piece(piece: bytes) -> bytes:
    whole = piece[:-1] if len(piece) % 4 == 1 else piece
    return binascii.a2b_base64(whole + b"=" * (-len(whole) % 4))


def parameters(value: str) -> tuple[str, dict[str, str]]:
    """`text/plain; charset=x` as ("text/plain", {"charset": "x"}); continued and encoded parameters joined."""
    value = value[:LONGEST_PARAMETERS]
    main = value.partition(";")[0].strip().lower()
    plain: dict[str, str] = {}
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    for match in PARAMETER.finditer(value):
        name, text = match[1].lower(), _unquoted(match[2])
        if "*" not in name:
            plain.setdefault(name, readable(text))
            continue
        base, _, rest = name.partition("*")
        number = rest.rstrip("*")
        pieces.setdefault(base, {})[int(number) if number.isdecimal() and len(number) < 4 else 0] = (
            name.endswith("*"),
            text,
        )
    for base, parts in pieces.items():
        plain[base] = one_line(_joined(parts))
    return main, plain


def _unquoted(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL)
    return text


def _joined(parts: dict[int, tuple[bool, str]]) -> str:
    """RFC 2231: the first piece may say `charset'language'`, each encoded piece is percent-encoded."""
    charset, content = "", b""
    for index in sorted(parts):
        is_encoded, text = parts[index]
        if is_encoded and not content and text.count("'") >= 2:
            charset, _, text = text.split("'", 2)
        content += unquote_to_bytes(text) if is_encoded else text.encode("utf-8", "replace")
    return decode(content, charset)[0]
