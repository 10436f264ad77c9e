"""Addresses the departments receive mail at."""

from datetime import datetime
from typing import TypedDict, Unpack

from django.db import transaction

from support_desk.shared.changing import change_row, check_named, create_row
from support_desk.shared.viewer import Viewer
from tickets.models import Mailbox
from tickets.permissions import check_can_keep_mailboxes
from workload.models import Department

FIELDS = frozenset({"address", "department", "display_name", "is_active"})


class MailboxFields(TypedDict, total=False):
    """What can be changed of a mailbox; its name never, `ingest_mail` knows it."""

    address: str
    department: Department
    display_name: str
    is_active: bool


@transaction.atomic
def create_mailbox(
    *, name: str, address: str, department: Department, by: Viewer, at: datetime, display_name: str = ""
) -> Mailbox:
    """A new mailbox. Refused, naming the field, when its name or address is taken."""
    check_can_keep_mailboxes(by)
    mailbox = Mailbox(
        name=name.strip(), address=address.strip().lower(), department=department, display_name=display_name.strip()
    )
    return create_row(mailbox, action="mailbox.create", by=by, at=at, after={"address": mailbox.address})


@transaction.atomic
def update_mailbox(*, mailbox: Mailbox, by: Viewer, at: datetime, **new: Unpack[MailboxFields]) -> Mailbox:
    """Changes the named fields."""
    check_named(new, FIELDS)
    check_can_keep_mailboxes(by)
    locked = Mailbox.objects.select_for_update(of=("self",)).get(pk=mailbox.pk)
    if "address" in new:
        new["address"] = new["address"].strip().lower()
    return change_row(locked, action="mailbox.update", by=by, at=at, new=dict(new))
