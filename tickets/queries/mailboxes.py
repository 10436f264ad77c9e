"""Mailboxes as their pages show them: does each answer, and what waits there (T1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from support_desk.shared.viewer import Viewer
from tickets.domain.mail.fetching import Failure, next_poll
from tickets.models import FetchedUid, FetchState, Mailbox

SENTENCES: Mapping[str, str | Promise] = {
    Failure.UNREACHABLE: _("The mail server cannot be reached."),
    Failure.NO_ANSWER: _("The mail server does not answer."),
    Failure.BAD_CERTIFICATE: _("The certificate of the mail server is not trusted, so nothing was sent to it."),
    Failure.NOT_ENCRYPTED: _("The mail server does not encrypt the connection, so nothing was sent to it."),
    Failure.NOT_IMAP: _("What answers there does not speak IMAP as agreed."),
    Failure.LOGIN_REFUSED: _("The mail server refused the user name or the password."),
    Failure.PASSWORD_SEALED: _("The secret key has changed, so that the password cannot be opened: enter it again."),
    Failure.NO_FOLDER: _("There is no such folder in the mailbox."),
    Failure.BROKE_OFF: _("The mail server broke the connection off."),
    Failure.OUR_FAULT: _("Something failed on our side; the log tells more."),
}


@dataclass(frozen=True, slots=True)
class MailboxRow:
    """One mailbox. `state` is None where nothing is fetched. `problem`: our sentence, "" when all is well; `detail`:
    the server's own words. `is_silent`: the alarm. `held`: letters that failed and are tried again."""

    mailbox: Mailbox
    state: FetchState | None
    problem: str
    detail: str
    is_silent: bool
    held: int


def mailbox_rows(viewer: Viewer) -> list[MailboxRow]:
    """Active mailboxes that the viewer may see, those in trouble first. One statement."""
    silent = FetchState.objects.silent(viewer.at).filter(pk=OuterRef("pk"))
    held = Count("fetched_uids", filter=Q(fetched_uids__state=FetchedUid.State.HELD))
    found = Mailbox.objects.visible_to(viewer).filter(is_active=True).select_related("department", "fetch_state")
    rows = [_row(mailbox) for mailbox in found.annotate(is_silent=Exists(silent), held=held).order_by("address")]
    return sorted(rows, key=lambda row: (not row.is_silent, not row.problem))


def _row(mailbox: Mailbox) -> MailboxRow:
    state: FetchState | None = getattr(mailbox, "fetch_state", None) if mailbox.is_polled else None
    is_silent: bool = mailbox.is_silent  # type: ignore[attr-defined]  # annotated above
    held: int = mailbox.held  # type: ignore[attr-defined]  # annotated above
    if state is None:
        return MailboxRow(mailbox, None, "", "", is_silent=False, held=0)
    problem = str(SENTENCES[state.failure]) if state.failure else ""
    if is_silent and not problem:
        problem = str(_("Nobody has asked it for a long time: the scheduler or the worker does not run."))
    return MailboxRow(mailbox, state, problem, state.failure_detail, is_silent, held)


def silent_mailboxes(viewer: Viewer) -> QuerySet[FetchState]:
    """States of visible mailboxes that somebody should look at, for the rail."""
    return FetchState.objects.visible_to(viewer).silent(viewer.at)


def due_mailbox_ids(at: datetime) -> list[int]:
    """Mailboxes whose time has come, the one that waited longest first."""
    states = (
        FetchState.objects.watched()
        .order_by("tried_at")
        .values_list("pk", "tried_at", "mailbox__poll_minutes", "failures", "waiting")
    )
    return [
        pk
        for pk, tried_at, poll_minutes, failures, waiting in states
        if _is_due(at, tried_at, 1 if waiting else poll_minutes, failures)
    ]


def polled_mailboxes() -> list[Mailbox]:
    """All that are fetched from."""
    return list(Mailbox.objects.polled().order_by("id"))


def _is_due(at: datetime, tried_at: datetime | None, poll_minutes: int, failures: int) -> bool:
    due_at = next_poll(tried_at=tried_at, poll_minutes=poll_minutes, failures=failures)
    return due_at is None or due_at <= at
