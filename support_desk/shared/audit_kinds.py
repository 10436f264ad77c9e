"""Kinds of things whose trail is not for everybody who reads the trail around them (P2, P5).

An administrator reads nothing of what is withheld, an operator nothing of what is confided to the head, and neither
they nor a head anything of what is kept to the parties.
"""

from collections.abc import Collection

from django.db.models import Q

_withheld: set[str] = set()
_confided: set[str] = set()
_parties_only: set[str] = set()


def withhold(*kinds: str) -> None:
    """`kinds`: what stands before the colon of a scope ("ticket" of "ticket:4817"). Called from an app's `ready()`."""
    _withheld.update(kinds)


def confide(*kinds: str) -> None:
    """`kinds` whose trail of a department is its head's alone. Called from an app's `ready()`."""
    _confided.update(kinds)


def keep_to_parties(*kinds: str) -> None:
    """`kinds` that concern few people wherever they work: but for one's own deeds and the director, their trail is read
    on the page of the thing itself, by whoever may open it. Called from an app's `ready()`."""
    _parties_only.update(kinds)


def withheld() -> Q:
    """Entries that administrators do not read."""
    return _about(_withheld)


def confided() -> Q:
    """Entries that of those who oversee a department only its head reads."""
    return _about(_confided)


def kept_to_parties() -> Q:
    """Entries that nobody reads for leading a department or keeping the desk."""
    return _about(_parties_only)


def _about(kinds: Collection[str]) -> Q:
    return Q(*(Q(scope__startswith=f"{kind}:") for kind in sorted(kinds)), _connector=Q.OR)
