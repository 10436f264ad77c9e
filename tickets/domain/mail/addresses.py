"""One spelling for an address, and none for what is not an address."""

import re
import unicodedata

LONGEST = 254
# No blanks, quotes, brackets, commas or control characters: what could split a header or a list is no address of ours.
LOCAL = re.compile(r"[^\s\x00-\x20\x7f-\x9f\"(),:;<>@\[\\\]]{1,64}")
LABEL = re.compile(r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?")


class InvalidAddress(ValueError):
    """Not an e-mail address that mail could be sent to safely."""


def normalise_address(text: str) -> str:
    """`"Анна@Пример.РФ "` as `анна@xn--e1afmkfd.xn--p1ai`: lower case, NFC, the domain in ASCII (IDNA).

    Raises InvalidAddress for anything that is not exactly one address, so that the result can stand in a header.
    """
    address = unicodedata.normalize("NFC", text.strip().lower())
    local, at, domain = address.rpartition("@")
    if not at or len(address) > LONGEST or not LOCAL.fullmatch(local) or _has_hidden(local):
        raise InvalidAddress(f"{text[:80]!r} is not an e-mail address.")
    return f"{local}@{_ascii_domain(domain)}"


def _has_hidden(local: str) -> bool:
    return not local.isascii() and any(unicodedata.category(c) in ("Cf", "Cc", "Cs", "Cn") for c in local)


def _ascii_domain(domain: str) -> str:
    try:
        ascii_domain = domain if domain.isascii() else domain.encode("idna").decode("ascii").lower()
    except UnicodeError as bad:
        raise InvalidAddress("The domain of the address cannot be written in ASCII.") from bad
    ascii_domain = ascii_domain.removesuffix(".")
    labels = ascii_domain.split(".")
    if len(ascii_domain) > 253 or not all(LABEL.fullmatch(label) for label in labels):
        raise InvalidAddress("The domain of the address is not valid.")
    return ascii_domain
