"""What a caller may ask for at all; what they see of it is decided by `visible_to` (P3)."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, permissions
from rest_framework.request import Request

from support_desk.shared.api.asking import asked
from support_desk.shared.models import ApiToken

if TYPE_CHECKING:
    # At run time this would be a circle: the views read the settings that name this module.
    from rest_framework.views import APIView


class ScopedPermission(permissions.BasePermission):
    """Employees only; a token only within its scopes. A view without a `scope` is open to no one by token."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        if not request.user.is_authenticated:
            return False
        if not asked(request).viewer.is_employee:
            raise exceptions.PermissionDenied(_("The API is for employees and their integrations."))
        if isinstance(request.auth, ApiToken):
            check_scope(request.auth, needed_scope(view, request.method in permissions.SAFE_METHODS))
        return True


def needed_scope(view: "APIView", is_reading: bool) -> str | None:
    """ "tickets:read" and the like; None where any token will do."""
    area = getattr(view, "scope", "")
    return None if area is None else f"{area}:{'read' if is_reading else 'write'}"


def check_scope(token: ApiToken, needed: str | None) -> None:
    """Refuses, naming the missing scope."""
    if needed is not None and needed not in token.scopes:
        message = _("This token lacks the scope “%(scope)s”.") % {"scope": needed}
        raise exceptions.PermissionDenied(message, code="scope_missing")
