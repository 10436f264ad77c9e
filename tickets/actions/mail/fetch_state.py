"""How far a mailbox is: who fetches it, which numbering of the server counts, what came of the last try (T1)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from tickets.imap.failures import ImapFailure
from tickets.models import FetchedUid, FetchState, Mailbox

# Longer than any step, so that it only runs out on a fetcher that died.
LEASE = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class Run:
    """One fetcher's turn at a mailbox. `generation`: of the state when the mailbox's settings were read."""

    mailbox: Mailbox
    lease: UUID
    generation: int
    at: datetime


@transaction.atomic
def begin_run(*, mailbox_id: int, at: datetime) -> Run | None:
    """A turn, or None when the mailbox is not fetched or somebody else has it. The settings and the generation are
    read under one lock, so that a change of the server meanwhile is noticed."""
    state = FetchState.objects.select_for_update().filter(mailbox_id=mailbox_id).first()
    mailbox = Mailbox.objects.polled().select_related("department").filter(pk=mailbox_id).first()
    if state is None or mailbox is None or (state.leased_until and state.leased_until > at):
        return None
    state.lease, state.leased_until, state.tried_at = uuid4(), at + LEASE, at
    state.save(update_fields=["lease", "leased_until", "tried_at"])
    return Run(mailbox, state.lease, state.generation, at)


@transaction.atomic
def adopt_numbering(*, run: Run, uid_validity: int) -> FetchState | None:
    """The state to go on with; None when the mailbox's settings were changed since the run began. UIDs of another
    UIDVALIDITY than before are other letters: all are looked at again, and what we have is found to be a duplicate."""
    state = FetchState.objects.select_for_update().get(pk=run.mailbox.pk)
    if state.generation != run.generation:
        return None
    if state.uid_validity is None:
        state.uid_validity = uid_validity
        state.save(update_fields=["uid_validity"])
    elif state.uid_validity != uid_validity:
        begin_anew(state, uid_validity=uid_validity)
    return state


def begin_anew(state: FetchState, *, uid_validity: int | None = None) -> None:
    """Forgets all numbers of a locked state; the letters themselves are ours."""
    state.generation += 1
    state.uid_validity, state.handled_through = uid_validity, 0
    state.save(update_fields=["generation", "uid_validity", "handled_through"])
    FetchedUid.objects.filter(mailbox_id=state.pk).delete()


def forget_numbering(mailbox: Mailbox, *, at: datetime) -> None:
    """The mailbox is elsewhere now: a clean state, which is asked at once. A fetcher that is still at the former place
    finds another generation."""
    state = FetchState.objects.select_for_update().filter(pk=mailbox.pk).first()
    if state is None:
        return
    begin_anew(state)
    FetchState(mailbox=mailbox, generation=state.generation, watched_since=at).save(force_update=True)


def note_answered(*, run: Run, waiting: int, oldest_waiting_at: datetime | None) -> None:
    """The mailbox could be read to the end of the step; `waiting` letters are left for the next one."""
    FetchState.objects.filter(pk=run.mailbox.pk).update(
        answered_at=run.at,
        waiting=waiting,
        oldest_waiting_at=oldest_waiting_at,
        failure="",
        failure_detail="",
        failing_since=None,
        failures=0,
    )


def note_failed(*, run: Run, failure: ImapFailure) -> None:
    """The mailbox could not be read. Since when counts from the first of several failures."""
    FetchState.objects.filter(pk=run.mailbox.pk).update(
        failure=failure.code,
        failure_detail=failure.detail.replace("\x00", ""),
        failing_since=Coalesce("failing_since", run.at),
        failures=F("failures") + 1,
    )


def end_run(*, run: Run) -> None:
    """Gives the turn back, if it is still ours."""
    mine = Q(pk=run.mailbox.pk, lease=run.lease)
    FetchState.objects.filter(mine).update(lease=None, leased_until=None)
