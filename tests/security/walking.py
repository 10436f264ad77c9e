"""Every address the project answers, from its own resolver."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True, slots=True)
class Address:
    """`key` is the name with its namespace, or the route where there is no name; `parameters` what it carries."""

    key: str
    route: str
    parameters: tuple[str, ...]


def addresses() -> list[Address]:
    """All of them; two routes under one name are one address."""
    found: dict[str, Address] = {}
    for address in _walk(get_resolver().url_patterns):
        found.setdefault(address.key, address)
    return list(found.values())


def _walk(patterns: list[Any], route: str = "", namespace: str = "", outer: tuple[str, ...] = ()) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        parameters = outer + _parameters(pattern)
        if isinstance(pattern, URLResolver):
            deeper = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, here, deeper, parameters)
        elif isinstance(pattern, URLPattern):
            key = f"{namespace}{pattern.name}" if pattern.name else here
            yield Address(key, here, parameters)


def _parameters(pattern: URLPattern | URLResolver) -> tuple[str, ...]:
    return tuple(pattern.pattern.regex.groupindex) or tuple(pattern.pattern.converters)
