"""Secrets we must be able to say again, such as passwords of mail servers: sealed, so that a copy of the database alone
gives none away."""

import base64
from collections.abc import Iterator

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

KEY_BYTES = 32


class CannotOpen(Exception):
    """Sealed with a secret key that is not known any more, for another purpose, or damaged."""


def seal(secret: str, *, purpose: str) -> str:
    """`secret` as ASCII text that only this installation opens, and only for the same `purpose` (a fixed word of the
    caller's). Sealing twice gives two different texts."""
    return _box(purpose).encrypt(secret.encode()).decode()


def open_sealed(sealed: str, *, purpose: str) -> str:
    """The secret again, also one sealed with a former key of SECRET_KEY_FALLBACKS; CannotOpen when it is not to be
    had."""
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except (InvalidToken, UnicodeError) as closed:
        raise CannotOpen from closed


def _box(purpose: str) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in _keys(purpose)])


def _keys(purpose: str) -> Iterator[bytes]:
    """The present key first: with it is sealed, with each is tried to open."""
    for secret_key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        derived = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"support_desk.{purpose}".encode())
        yield base64.urlsafe_b64encode(derived.derive(force_bytes(secret_key)))
