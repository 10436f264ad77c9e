"""Kinds of things an administrator does not see, and whose trail is therefore not theirs to read (P2, P5)."""

from django.db.models import Q

_withheld: set[str] = set()


def withhold(*kinds: str) -> None:
    """`kinds`: what stands before the colon of a scope ("ticket" of "ticket:4817"). Called from an app's `ready()`."""
    _withheld.update(kinds)


def withheld() -> Q:
    """Entries about any of them."""
    return Q(*(Q(scope__startswith=f"{kind}:") for kind in sorted(_withheld)), _connector=Q.OR)
