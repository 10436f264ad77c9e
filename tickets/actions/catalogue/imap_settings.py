"""Where a mailbox is fetched from: checked together, its password sealed and never shown again (T1)."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.mail.fetch_account import sealed
from tickets.actions.mail.fetch_state import forget_numbering
from tickets.domain.mail.hosts import LOOPBACK, is_host, is_one_line
from tickets.models import FetchState, Mailbox

IMAP_FIELDS = frozenset({
    "is_polled", "imap_host", "imap_port", "imap_security", "imap_username", "imap_folder", "poll_minutes",
    "fetched_from",
})  # fmt: skip
# The password goes only where it was entered for, and UIDs mean something only where they were given.
SERVER = ("imap_host", "imap_port", "imap_security", "imap_username")
PLACE = (*SERVER, "imap_folder", "fetched_from")
TLS_PORT = 993


class ImapFields(TypedDict, total=False):
    """What can be said of a mailbox's server. `password` is sealed at once."""

    is_polled: bool
    imap_host: str
    imap_port: int
    imap_security: str
    imap_username: str
    imap_folder: str
    poll_minutes: int
    fetched_from: date | None
    password: str


def tidy(new: Mapping[str, Any], *, fetched_from: date | None, at: datetime) -> dict[str, Any]:
    """The fields as they are kept: host in lower case, no blanks around names, a day to begin at (`fetched_from` until
    now, which emptying the field keeps)."""
    tidied = dict(new)
    for name in ("imap_host", "imap_username", "imap_folder"):
        if name in tidied:
            tidied[name] = tidied[name].strip()
    if "imap_host" in tidied:
        tidied["imap_host"] = tidied["imap_host"].lower()
    if "imap_folder" in tidied:
        tidied["imap_folder"] = tidied["imap_folder"] or "INBOX"
    if tidied.get("is_polled") or "fetched_from" in tidied:
        # Servers count days in their own zone, so the day before: a letter too many is better than one too few.
        tidied["fetched_from"] = tidied.get("fetched_from") or fetched_from or at.date() - timedelta(days=1)
    return tidied


def moves(before: Mailbox, new: Mapping[str, Any], names: tuple[str, ...]) -> bool:
    """Whether `new` changes one of `names`."""
    return any(name in new and new[name] != getattr(before, name) for name in names)


def check_server(mailbox: Mailbox) -> None:
    """Refused, naming the field, when the settings do not fit together."""
    if mailbox.imap_host and not is_host(mailbox.imap_host):
        raise Refused(_("Enter the server’s name alone, such as imap.example.com."), field="imap_host")
    for name in ("imap_username", "imap_folder"):
        if not is_one_line(getattr(mailbox, name)):
            raise Refused(_("This holds characters that no mail server takes."), field=name)
    if mailbox.imap_security == Mailbox.Security.PLAIN and mailbox.imap_host not in LOOPBACK:
        raise Refused(
            _("Without encryption the password would travel in the open: choose TLS or STARTTLS."),
            field="imap_security",
        )
    if mailbox.imap_security == Mailbox.Security.STARTTLS and mailbox.imap_port == TLS_PORT:
        raise Refused(_("Port 993 is encrypted from the first byte: choose TLS, or port 143."), field="imap_port")
    if mailbox.is_polled:
        _check_complete(mailbox)


def _check_complete(mailbox: Mailbox) -> None:
    needed = {"imap_host": mailbox.imap_host, "imap_username": mailbox.imap_username}
    for name, value in {**needed, "password": mailbox.sealed_password}.items():
        if not value:
            raise Refused(_("Fetching mail needs this."), field=name)


@transaction.atomic
def put_password(mailbox: Mailbox, password: str, *, by: Viewer, at: datetime) -> None:
    """Seals a new password on a saved, locked mailbox. The trail says that, not what."""
    mailbox.sealed_password = sealed(password)
    mailbox.save(update_fields=["sealed_password"])
    audit.record(action="mailbox.password", target=mailbox, by=by, at=at, scope=f"mailbox:{mailbox.pk}")


def watch_from_now(mailbox: Mailbox, *, at: datetime, is_elsewhere: bool) -> None:
    """After each change: a mailbox that is somewhere else begins anew, one that is fetched is asked at
    once and counts as heard of just now."""
    if is_elsewhere:
        forget_numbering(mailbox, at=at)
    if mailbox.is_polled:
        FetchState.objects.update_or_create(mailbox=mailbox, defaults={"watched_since": at, "tried_at": None})
