"""Clients (C1)."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from support_desk.shared.changing import change_row, check_named, create_row
from support_desk.shared.viewer import Viewer
from tickets.models import Client
from tickets.permissions import check_can_keep_client, check_can_manage_catalogues

KEPT_BY_ALL = frozenset({"tone_notes"})
FIELDS = KEPT_BY_ALL | {"name", "language", "is_active"}


class ClientFields(TypedDict, total=False):
    """What can be changed of a client. `language` is "en" or "ru"."""

    name: str
    language: str
    tone_notes: str
    is_active: bool


@transaction.atomic
def create_client(*, name: str, by: Viewer, at: datetime, language: str = "ru", tone_notes: str = "") -> Client:
    """A new client. Refused, naming `name`, when there is one of that name, whatever its case."""
    check_can_manage_catalogues(by)
    client = Client(name=" ".join(name.split()), language=language, tone_notes=tone_notes.strip())
    return create_row(client, action="client.create", by=by, at=at, after={"name": client.name})


@transaction.atomic
def update_client(*, client: Client, by: Viewer, at: datetime, **new: Unpack[ClientFields]) -> Client:
    """Changes the named fields; tone notes are for everybody who serves the client, the rest for who keeps the
    catalogue. Client.DoesNotExist when `by` may not see it."""
    check_named(new, FIELDS)
    locked = Client.objects.visible_to(by).select_for_update(of=("self",)).get(pk=client.pk)
    check_can_keep_client(by)
    if new.keys() - KEPT_BY_ALL:
        check_can_manage_catalogues(by)
    if "name" in new:
        new["name"] = " ".join(new["name"].split())
    return change_row(locked, action="client.update", by=by, at=at, new=new)
