"""Mailboxes (T1)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin

from support_desk.shared.admin import CatalogueAdmin
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue import create_mailbox, update_mailbox
from tickets.models import Mailbox
from tickets.permissions import can_keep_mailboxes


@admin.register(Mailbox)
class MailboxAdmin(CatalogueAdmin):
    list_display = ("address", "name", "department", "display_name", "is_active")
    list_select_related = ("department",)
    search_fields = ("address", "name")
    add_fields = ("name", "address", "department", "display_name")
    edit_fields = ("address", "department", "display_name", "is_active")
    shown_fields = ("name",)

    def may_view(self, viewer: Viewer) -> bool:
        return can_keep_mailboxes(viewer)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Mailbox:
        return create_mailbox(by=by, at=at, **data)

    def change(self, row: Mailbox, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Mailbox:
        return update_mailbox(mailbox=row, by=by, at=at, **data)
