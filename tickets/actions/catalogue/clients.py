"""Clients (C1)."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row, check_named, create_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue.sla_terms import is_minutes
from tickets.actions.portal.accounts import log_out_people_of
from tickets.actions.sla.recompute import recompute_later
from tickets.models import Client
from tickets.permissions import check_can_keep_client, check_can_manage_catalogues

KEPT_BY_ALL = frozenset({"tone_notes"})
FIELDS = KEPT_BY_ALL | {"name", "language", "unanswered_minutes", "is_active"}


class ClientFields(TypedDict, total=False):
    """What can be changed of a client. `language` is "en" or "ru"; `unanswered_minutes` of business time, None: as the
    policy says (S4)."""

    name: str
    language: str
    tone_notes: str
    unanswered_minutes: int | None
    is_active: bool


@transaction.atomic
def create_client(
    *,
    name: str,
    by: Viewer,
    at: datetime,
    language: str = "ru",
    tone_notes: str = "",
    unanswered_minutes: int | None = None,
) -> Client:
    """A new client. Refused, naming `name`, when there is one of that name, whatever its case; naming
    `unanswered_minutes` for a threshold of no time or of more than a year."""
    check_can_manage_catalogues(by)
    check_threshold(unanswered_minutes)
    client = Client(
        name=" ".join(name.split()),
        language=language,
        tone_notes=tone_notes.strip(),
        unanswered_minutes=unanswered_minutes,
    )
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
    check_threshold(new.get("unanswered_minutes"))
    had, was_active = locked.unanswered_minutes, locked.is_active
    change_row(locked, action="client.update", by=by, at=at, new=new)
    if was_active and not locked.is_active:
        log_out_people_of(locked)
    if locked.unanswered_minutes != had:
        recompute_later(client_id=locked.pk, by=by, at=at)
    return locked


def check_threshold(minutes: int | None) -> None:
    """None, or a time that a policy could promise too."""
    if minutes is not None and not is_minutes(minutes, at_least=1):
        raise Refused(_("Write 1 to 527,040 minutes, or leave it to the policy."), field="unanswered_minutes")
