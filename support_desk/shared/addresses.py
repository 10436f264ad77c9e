"""Addresses of the page one is on, with something in their query changed."""

from django.http import HttpRequest


def address_with(request: HttpRequest, **changes: object) -> str:
    """The request's query with `changes`; None or "" takes a parameter away. "?" alone when nothing is left."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"
