"""Passwords are hashed by Argon2, as everywhere, in its least form: what slows guessing down slows tests as well."""

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2(Argon2PasswordHasher):
    """One pass over the 8 KiB that Argon2 needs at least."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


def pytest_configure() -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.{QuickArgon2.__name__}", *settings.PASSWORD_HASHERS[1:]]
