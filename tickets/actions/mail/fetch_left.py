"""How much is still on the server alone after a step, and since when: what the pages and the alarm show."""

from datetime import datetime

from tickets.actions.mail.fetch_letter import OpenMailbox
from tickets.actions.mail.fetch_uids import known_uids
from tickets.models import FetchedUid, FetchState

HEADS = 200


def count_what_is_left(box: OpenMailbox, listed: list[int]) -> tuple[int, datetime | None]:
    """(how many of `listed` and of the held letters we do not have, when the oldest came to the folder)."""
    state = box.state
    rows = {row.uid: row for row in known_uids(state)}
    held = [row for row in rows.values() if row.state == FetchedUid.State.HELD]
    through = FetchState.objects.values_list("handled_through", flat=True).get(pk=state.pk)
    new = [uid for uid in listed if uid > through and uid not in rows]
    # A letter that somebody removed meanwhile has no head: of some hundred the first that has one tells.
    heads = list(box.folder.heads(new[:HEADS]).values())
    if len(new) <= HEADS:
        new = [head.uid for head in heads]
    arrivals = [row.arrived_at for row in held] + [head.arrived_at for head in heads[:1]]
    known = [arrived_at for arrived_at in arrivals if arrived_at]
    left = len(new) + len(held)
    return left, min(known, default=box.at) if left else None
