"""Which letters of a mailbox we have, by their numbers on the server. A person who reads the mailbox in a mail program
changes flags, not these."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from tickets.domain.mail.fetching import handled_through, next_try
from tickets.imap.folder import Head, Listing
from tickets.models import FetchedUid, FetchState

State = FetchedUid.State
UNIQUE = ["mailbox", "generation", "uid"]


def known_uids(state: FetchState) -> QuerySet[FetchedUid]:
    """Rows of the present numbering."""
    return FetchedUid.objects.filter(mailbox_id=state.pk, generation=state.generation)


def note_stored(state: FetchState, uid: int) -> None:
    """In the transaction that stores the letter."""
    row = FetchedUid(mailbox_id=state.pk, generation=state.generation, uid=uid, state=State.STORED)
    FetchedUid.objects.bulk_create([row], update_conflicts=True, unique_fields=UNIQUE, update_fields=["state"])


def note_flagged(state: FetchState, uids: Iterable[int]) -> None:
    """Nothing is left to do about these."""
    known_uids(state).filter(uid__in=list(uids)).exclude(state=State.HELD).update(state=State.FLAGGED)


@transaction.atomic
def note_held(state: FetchState, head: Head, *, at: datetime) -> int:
    """A letter failed: how often by now. It is tried again later, and the next ones go on; one that another fetcher
    has stored meanwhile stays stored."""
    row, is_new = (
        known_uids(state)
        .select_for_update()
        .get_or_create(
            mailbox_id=state.pk,
            generation=state.generation,
            uid=head.uid,
            defaults={"state": State.HELD, "attempts": 1, "next_try_at": next_try(at=at, attempts=1)},
        )
    )
    if not is_new:
        row.attempts += 1
        row.next_try_at = next_try(at=at, attempts=row.attempts)
    row.arrived_at = head.arrived_at
    row.save(update_fields=["attempts", "next_try_at", "arrived_at"])
    return row.attempts


def forget_gone(state: FetchState, uids: Iterable[int]) -> None:
    """Letters that somebody removed from the server before we had them."""
    known_uids(state).filter(uid__in=list(uids), state=State.HELD).delete()


@transaction.atomic
def move_on(state: FetchState, listing: Listing) -> None:
    """Remembers in one number, instead of a row a letter, up to where everything is done; `listing` begins above the
    former number. Only rows that are committed count: two fetchers may each have done a part.
    """
    locked = FetchState.objects.select_for_update().get(pk=state.pk)
    if locked.generation != state.generation:
        return
    done = known_uids(state).filter(state__in=[State.FLAGGED, State.HELD], uid__in=listing.uids)
    handled = set(done.values_list("uid", flat=True))
    through = handled_through(state.handled_through, listing.uids, listing.through, handled)
    if through > locked.handled_through:
        locked.handled_through = through
        locked.save(update_fields=["handled_through"])
    known_uids(state).filter(state=State.FLAGGED, uid__lte=locked.handled_through).delete()
