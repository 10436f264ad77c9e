"""Addresses the departments receive mail at, and the servers their mail is fetched from."""

from datetime import datetime
from typing import Any, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row, check_named, create_row
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue import imap_settings as imap
from tickets.actions.mail.fetch_account import sealed
from tickets.models import Mailbox
from tickets.permissions import check_can_keep_mailboxes
from workload.models import Department

FIELDS = frozenset({"address", "department", "display_name", "is_active", "password"}) | imap.IMAP_FIELDS


class MailboxFields(imap.ImapFields, total=False):
    """What can be changed of a mailbox; its name never, `ingest_mail` knows it."""

    address: str
    department: Department
    display_name: str
    is_active: bool


@transaction.atomic
def create_mailbox(
    *,
    name: str,
    address: str,
    department: Department,
    by: Viewer,
    at: datetime,
    display_name: str = "",
    **server: Unpack[imap.ImapFields],
) -> Mailbox:
    """A new mailbox. Refused, naming the field, when its name or address is taken or its server's settings do not
    fit together."""
    check_named(server, imap.IMAP_FIELDS | {"password"})
    check_can_keep_mailboxes(by)
    fields, password = _split(server, Mailbox(), at=at)
    mailbox = Mailbox(
        name=name.strip(),
        address=address.strip().lower(),
        department=department,
        display_name=display_name.strip(),
        sealed_password=sealed(password) if password else "",
        **fields,
    )
    imap.check_server(mailbox)
    told = {"address": mailbox.address, **({"imap_host": mailbox.imap_host} if mailbox.imap_host else {})}
    create_row(mailbox, action="mailbox.create", by=by, at=at, after=told)
    imap.watch_from_now(mailbox, at=at, is_elsewhere=False)
    return mailbox


@transaction.atomic
def update_mailbox(*, mailbox: Mailbox, by: Viewer, at: datetime, **new: Unpack[MailboxFields]) -> Mailbox:
    """Changes the named fields; an empty password keeps the one there is. It is asked for again when the server
    changes, so that nobody sends it elsewhere who does not know it."""
    check_named(new, FIELDS)
    check_can_keep_mailboxes(by)
    locked = Mailbox.objects.select_for_update(of=("self",)).get(pk=mailbox.pk)
    fields, password = _split(new, locked, at=at)
    if "address" in fields:
        fields["address"] = fields["address"].strip().lower()
    if imap.moves(locked, fields, imap.SERVER) and locked.sealed_password and not password:
        raise Refused(_("The server has changed: enter the password again."), field="password")
    is_elsewhere = imap.moves(locked, fields, imap.PLACE)
    imap.check_server(_as_changed(locked, fields, password))
    if password:
        imap.put_password(locked, password, by=by, at=at)
    changed = change_row(locked, action="mailbox.update", by=by, at=at, new=fields)
    if imap.IMAP_FIELDS & fields.keys() or password:
        imap.watch_from_now(changed, at=at, is_elsewhere=is_elsewhere)
    return changed


def _split(new: Any, mailbox: Mailbox, *, at: datetime) -> tuple[dict[str, Any], str]:
    """(the fields as they are kept, the password)."""
    fields = imap.tidy(new, fetched_from=mailbox.fetched_from, at=at)
    return fields, fields.pop("password", "")


def _as_changed(mailbox: Mailbox, fields: dict[str, Any], password: str) -> Mailbox:
    """The settings as they would be, on a mailbox that is not saved."""
    settings = {name: fields.get(name, getattr(mailbox, name)) for name in imap.IMAP_FIELDS}
    return Mailbox(**settings, sealed_password="entered" if password else mailbox.sealed_password)
