"""Mailboxes, the servers they are fetched from, and trying those (T1)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from support_desk.shared.admin import CatalogueAdmin
from support_desk.shared.admin.base import viewer_of
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue import create_mailbox, update_mailbox
from tickets.actions.mail.check_connection import check_connection
from tickets.admin.mailbox_form import MailboxForm
from tickets.imap.failures import ImapFailure
from tickets.models import Mailbox
from tickets.permissions import can_keep_mailboxes
from tickets.queries.mailboxes import SENTENCES

TRIED_AT_ONCE = 3
SERVER_FIELDS = (
    "is_polled", "imap_host", "imap_port", "imap_security", "imap_username", "password", "imap_folder",
    "poll_minutes", "fetched_from",
)  # fmt: skip


@admin.register(Mailbox)
class MailboxAdmin(CatalogueAdmin):
    form = MailboxForm
    list_display = ("address", "name", "department", "display_name", "is_polled", "is_active")
    list_select_related = ("department",)
    search_fields = ("address", "name")
    add_fields = ("name", "address", "department", "display_name", *SERVER_FIELDS)
    edit_fields = ("address", "department", "display_name", "is_active", *SERVER_FIELDS)
    shown_fields = ("name",)
    actions = ("try_connection",)

    def may_view(self, viewer: Viewer) -> bool:
        return can_keep_mailboxes(viewer)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Mailbox:
        return create_mailbox(by=by, at=at, **data)

    def change(self, row: Mailbox, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Mailbox:
        return update_mailbox(mailbox=row, by=by, at=at, **data)

    @admin.action(description=_("Check the connection"))
    def try_connection(self, request: HttpRequest, queryset: QuerySet[Mailbox]) -> None:
        """A few at a time: somebody waits at the page."""
        for mailbox in queryset[:TRIED_AT_ONCE]:
            self.try_one(request, mailbox)

    def try_one(self, request: HttpRequest, mailbox: Mailbox) -> None:
        """Tells in a sentence what answers, or why nothing does."""
        try:
            found = check_connection(mailbox=mailbox, by=viewer_of(request))
        except ImapFailure as failure:
            messages.error(request, f"{mailbox.address}: {SENTENCES[failure.code]} {failure.detail}")
            return
        except Refused as refused:
            messages.error(request, f"{mailbox.address}: {refused}")
            return
        told = ngettext(
            "%(address)s answers: %(count)d letter lies there.",
            "%(address)s answers: %(count)d letters lie there.",
            found.letters,
        )
        messages.success(request, told % {"address": mailbox.address, "count": found.letters})
