"""Trying a mailbox's settings at once, before the first letter is expected."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.mail.fetch_account import account_of
from tickets.imap.opening import opened
from tickets.models import Mailbox
from tickets.permissions import check_can_keep_mailboxes

# Somebody waits at the page.
SECONDS = 8.0


@dataclass(frozen=True, slots=True)
class Found:
    """A mailbox that answers: how many letters lie there since the day we fetch from."""

    letters: int


def check_connection(*, mailbox: Mailbox, by: Viewer) -> Found:
    """Connects, logs in and looks into the folder; changes nothing there and nothing here. ImapFailure when it
    cannot."""
    check_can_keep_mailboxes(by)
    if not mailbox.imap_host:
        raise Refused(_("Enter its mail server first."), field="imap_host")
    with opened(account_of(mailbox), seconds=SECONDS, answer_seconds=SECONDS) as folder:
        return Found(len(folder.uids(after=0, since=mailbox.fetched_from).uids))
