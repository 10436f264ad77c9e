"""Clients, the people at them and services (C1, C3)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import admin

from support_desk.shared.admin import CatalogueAdmin
from support_desk.shared.viewer import Viewer
from tickets.actions.catalogue import (
    create_client,
    create_contact,
    create_service,
    update_client,
    update_contact,
    update_service,
)
from tickets.admin.forms import ClientForm, ContactForm
from tickets.models import Client, Contact, Service
from tickets.permissions import can_keep_client, can_manage_catalogues


@admin.register(Client)
class ClientAdmin(CatalogueAdmin):
    form = ClientForm
    list_display = ("name", "language", "unanswered_minutes", "is_active")
    list_filter = ("is_active", "language")
    search_fields = ("name",)
    add_fields = ("name", "language", "unanswered_minutes", "tone_notes")
    edit_fields = ("name", "language", "unanswered_minutes", "tone_notes", "is_active")

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return can_manage_catalogues(viewer)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Client:
        return create_client(by=by, at=at, **data)

    def change(self, row: Client, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Client:
        return update_client(client=row, by=by, at=at, **data)


@admin.register(Contact)
class ContactAdmin(CatalogueAdmin):
    form = ContactForm
    list_display = ("name", "client", "position", "is_active")
    list_select_related = ("client",)
    list_filter = ("is_active",)
    search_fields = ("name", "client__name", "emails__email")
    autocomplete_fields = ("client",)
    add_fields = ("client", "name", "position", "emails", "phones")
    edit_fields = ("name", "position", "emails", "phones", "is_active")
    shown_fields = ("client",)

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return can_keep_client(viewer)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Contact:
        return create_contact(by=by, at=at, **data)

    def change(self, row: Contact, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Contact:
        return update_contact(contact=row, by=by, at=at, **data)


@admin.register(Service)
class ServiceAdmin(CatalogueAdmin):
    list_display = ("name", "code", "is_active")
    search_fields = ("name", "code")
    add_fields = ("code", "name")
    edit_fields = ("name", "is_active")
    shown_fields = ("code",)

    def may_edit(self, viewer: Viewer, row: Any) -> bool:
        return can_manage_catalogues(viewer)

    def create(self, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Service:
        return create_service(by=by, at=at, **data)

    def change(self, row: Service, data: Mapping[str, Any], *, by: Viewer, at: datetime) -> Service:
        return update_service(service=row, by=by, at=at, **data)
