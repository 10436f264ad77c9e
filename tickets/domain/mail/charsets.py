"""Bytes to text when the declared charset is absent, unknown or a lie."""

import codecs
import re

ALIASES = {"unicode-1-1-utf-7": "utf-7", "x-sjis": "shift_jis", "x-cp1251": "cp1251", "win-1251": "cp1251"}
# Python has text codecs that no mail may choose: punycode is quadratic, idna and unicode_escape decode tricks.
ALLOWED = re.compile(
    r"utf-?(7|8(-sig)?|16(-?[bl]e)?|32(-?[bl]e)?)|ascii|iso8859-\d{1,2}|cp(125\d|437|85[025]|866|874|932|949|950)"
    r"|koi8-[rut]|mac-(cyrillic|roman)|gb2312|gbk|gb18030|hz|big5|shift_jis|euc_(jp|kr)|iso2022_(jp|kr)|tis-620",
    re.IGNORECASE,
)
CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
COMMON_LETTERS = frozenset("оеаинтсрвлкмдпуяыьгзб")
SAMPLE = 20_000
SURROGATES = re.compile("[\ud800-\udfff]")
CONTROLS = {code: None for code in (*range(32), 127, *range(128, 160), 0xFEFF) if chr(code) not in "\n\t"}


def known_codec(charset: str) -> str:
    """The codec's own name, or "" when we do not decode by it."""
    wanted = charset.strip().strip("\"'").lower()[:40]
    try:
        name = codecs.lookup(ALIASES.get(wanted, wanted)).name
    except (LookupError, ValueError, UnicodeError):
        return ""
    return name if ALLOWED.fullmatch(name) else ""


def decode(content: bytes, charset: str) -> tuple[str, bool]:
    """Text of `content` and whether its charset had to be guessed. Never raises; bad bytes become U+FFFD."""
    codec = known_codec(charset)
    if codec and codec != "ascii":
        text = _strictly(content, codec)
        if text is not None:
            return text, False
    text = _strictly(content, "utf-8")
    if text is not None:
        return text, bool(charset) and not codec
    if codec and codec != "ascii":
        damaged = content.decode(codec, "replace")
        if damaged.count("\ufffd") * 20 < len(damaged):
            return without_surrogates(damaged), True
    return content.decode(_likeliest(content), "replace"), True


def _strictly(content: bytes, codec: str) -> str | None:
    try:
        return without_surrogates(content.decode(codec))
    except (UnicodeError, ValueError):
        return None


def without_surrogates(text: str) -> str:
    """UTF-7 and JSON can smuggle lone surrogates, which no database stores."""
    return SURROGATES.sub("\ufffd", text)


def plain_text(text: str) -> str:
    """Line ends as LF, no NUL and no other control characters but tabs."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS)


def _likeliest(content: bytes) -> str:
    """The Cyrillic charset whose reading has the most common lower-case letters, or Latin when none is plausible.

    KOI8-R and Windows-1251 swap upper and lower case when mistaken for each other, so lower case alone decides.
    """
    high = bytes(byte for byte in content[:SAMPLE] if byte > 127)
    scores = {codec: sum(c in COMMON_LETTERS for c in high.decode(codec, "replace")) for codec in CYRILLIC}
    best = max(CYRILLIC, key=lambda codec: scores[codec])
    return best if scores[best] * 2 > len(high) else "cp1252"
