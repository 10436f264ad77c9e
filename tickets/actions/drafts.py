"""Drafts that survive a closed browser; nobody's draft is erased by what another does (T7)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Conflict
from support_desk.shared.viewer import Viewer
from tickets.models import Draft, Ticket

LONGEST = 200_000


@transaction.atomic
def save_draft(
    *,
    ticket: Ticket,
    kind: Draft.Kind,
    body: str,
    by: Viewer,
    at: datetime,
    version: int,
    fields: Mapping[str, Any] | None = None,
) -> Draft:
    """Keeps what is being written. `version` is the one the writer began from: Conflict when another tab saved since,
    so that an old tab never overwrites newer words. 0 starts a draft."""
    draft, is_new = Draft.objects.select_for_update().get_or_create(
        ticket=ticket, user_id=by.user_id or 0, kind=kind, defaults={"saved_at": at, "version": 0}
    )
    if not is_new and version < draft.version:
        raise Conflict(_("A newer draft was saved in another window. Both texts are kept: reload to see it."))
    draft.body, draft.fields, draft.saved_at = body[:LONGEST], dict(fields or {}), at
    draft.version += 1
    draft.save()
    return draft


def forget_draft(*, ticket: Ticket, by: Viewer, kind: Draft.Kind) -> None:
    """The writer's own draft, once it has been sent."""
    Draft.objects.filter(ticket=ticket, user_id=by.user_id or 0, kind=kind).delete()


def keep_as_draft(
    *, ticket: Ticket, by: Viewer, at: datetime, body: str, fields: Mapping[str, Any] | None = None
) -> None:
    """Returns a taken-back text to its author, before whatever they have begun since; of `fields` what they have not
    chosen anew."""
    chosen = dict(fields or {})
    new = {"saved_at": at, "body": body, "fields": chosen}
    draft, is_new = Draft.objects.get_or_create(
        ticket=ticket, user_id=by.user_id or 0, kind=Draft.Kind.REPLY, defaults=new
    )
    if not is_new:
        draft.body = f"{body}\n\n{draft.body}".strip()
        draft.fields = {**chosen, **draft.fields}
        draft.saved_at = at
        draft.version += 1
        draft.save()
