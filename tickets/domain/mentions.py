"""Who is named in a note: "@Anna" or "@Anna Sheveleva" (T7)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

NAMED = re.compile(r"(?<![\w@])@([^\W\d_][\w’'-]*)(?:[ \u00a0]+([^\W\d_][\w’'-]*))?")


@dataclass(frozen=True, slots=True)
class Named:
    """Keys of those who are meant, and the words that may mean several people, with the names of those."""

    people: frozenset[int]
    unclear: tuple[tuple[str, tuple[str, ...]], ...] = ()


def who_is_named(text: str, people: Iterable[tuple[int, str]]) -> Named:
    """`people`: key and full name of each colleague. A full name is meant by itself; a first name where one person
    alone has it. Words after an @ that are nobody's name mean nobody."""
    known = [(key, name, spelt(name).split()) for key, name in people]
    meant: set[int] = set()
    unclear: dict[str, tuple[str, ...]] = {}
    for first, second in NAMED.findall(text):
        fits = _fitting(known, spelt(first), spelt(second))
        if len(fits) == 1:
            meant.add(fits[0][0])
        elif fits:
            unclear[first] = tuple(name for _key, name in fits)
    return Named(frozenset(meant), tuple(unclear.items()))


def spelt(name: str) -> str:
    """A name as it is compared: many write е for ё."""
    return name.casefold().replace("ё", "е")


def _fitting(known: list[tuple[int, str, list[str]]], first: str, second: str) -> list[tuple[int, str]]:
    whole = [(key, name) for key, name, words in known if second and words[:2] == [first, second]]
    return whole or [(key, name) for key, name, words in known if words[:1] == [first]]
