"""Where the disputes behind a figure are listed."""

from collections.abc import Mapping
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse


def list_address(filters: Mapping[str, object], *, since: date | None = None, until: date | None = None) -> str:
    """`/disputes/` narrowed by the filters of that page. `since`, `until`: first days of the months of decision."""
    asked = {"view": "all", "decided_from": since, "decided_to": until, **filters}
    return f"{reverse('disputes')}?{urlencode({name: value for name, value in asked.items() if value}, True)}"


def dispute_address(pk: int | None) -> str:
    """The page of a dispute; "" without one."""
    return reverse("dispute", args=[pk]) if pk else ""
