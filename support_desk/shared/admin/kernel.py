"""The kernel's own rows: the outbox with "send again", the audit trail, API tokens. Nothing here is edited."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from support_desk.shared.actions.relay_outbox import revive
from support_desk.shared.actions.tokens import revoke_token
from support_desk.shared.admin.base import CatalogueAdmin, each
from support_desk.shared.models import ApiToken, AuditEntry, OutboxItem
from support_desk.shared.viewer import Viewer


@admin.register(OutboxItem)
class OutboxAdmin(CatalogueAdmin):
    """What waits to leave, what left, what was given up and why. Its content is read on its ticket."""

    list_display = ("key", "kind", "state", "attempts", "available_at", "sent_at")
    list_filter = ("state", "kind")
    search_fields = ("key",)
    ordering = ("-id",)
    shown_fields = ("kind", "key", "state", "attempts", "available_at", "created_at", "sent_at", "last_error")
    actions = ("send_again",)

    def may_view(self, viewer: Viewer) -> bool:
        return viewer.has("administrator", "director")

    @admin.action(description=_("Send again what was given up"))
    def send_again(self, request: HttpRequest, queryset: QuerySet[OutboxItem]) -> None:
        each(request, queryset, lambda item, **who: revive(item=item, **who), _("Will be sent again."))


@admin.register(AuditEntry)
class AuditAdmin(CatalogueAdmin):
    """Who did what, when, before and after (P5)."""

    list_display = ("at", "actor_name", "action", "object_label", "scope")
    list_filter = ("object_type",)
    search_fields = ("=scope", "=action")
    ordering = ("-id",)
    shown_fields = (
        "at", "actor_name", "action", "object_type", "object_id", "object_label", "scope", "before", "after",
    )  # fmt: skip

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest) -> bool:
        return lookup == "scope__exact" or super().lookup_allowed(lookup, value, request)


@admin.register(ApiToken)
class TokenAdmin(CatalogueAdmin):
    """Who has which tokens, and ending one. The secrets are nowhere."""

    list_display = ("name", "user", "prefix", "scopes", "expires_at", "last_used_at", "revoked_at")
    list_select_related = ("user",)
    list_filter = ("revoked_at",)
    search_fields = ("name", "user__email")
    ordering = ("-id",)
    shown_fields = ("name", "user", "prefix", "scopes", "created_at", "expires_at", "last_used_at", "revoked_at")
    actions = ("revoke",)

    def may_view(self, viewer: Viewer) -> bool:
        return viewer.has("administrator")

    @admin.action(description=_("Revoke"))
    def revoke(self, request: HttpRequest, queryset: QuerySet[ApiToken]) -> None:
        each(request, queryset, lambda token, **who: revoke_token(token=token, **who), _("Revoked."))
