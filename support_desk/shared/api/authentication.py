"""Who calls: an integration by its token, or a person by the browser's session."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from rest_framework import authentication, exceptions
from rest_framework.request import Request

from support_desk.shared.actions.tokens import BEGINNING, find_live_token, note_token_use
from support_desk.shared.api.asking import asked
from support_desk.shared.http import DeskRequest
from support_desk.shared.middleware import lacks_second_factor, viewer_of
from support_desk.shared.models import ApiToken, User

SCHEME = "bearer"


class TokenAuthentication(authentication.BaseAuthentication):
    """`Authorization: Bearer sd_…`. One answer for every kind of bad token, so that nothing can be probed."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        secret = bearer_of(asked(request))
        return None if secret is None else log_in_by_token(asked(request), secret)

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="api"'


class SessionAuthentication(authentication.SessionAuthentication):
    """The browser's session, with CSRF, and with the second factor where the role asks for one."""

    def authenticate(self, request: Request) -> tuple[Any, None] | None:
        found = super().authenticate(request)
        if found is not None and lacks_second_factor(asked(request)):
            raise exceptions.PermissionDenied(_("Set up your second factor first."), code="second_factor_required")
        return found


def bearer_of(request: HttpRequest) -> str | None:
    """What follows `Bearer` in the Authorization header; None without such a header."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    return secret.strip() if scheme.lower() == SCHEME else None


def log_in_by_token(request: DeskRequest, secret: str) -> tuple[User, ApiToken]:
    """The account and token behind `secret`; sets `request.user` and `request.viewer`. AuthenticationFailed when the
    token does not work, its account is switched off or its person has left."""
    token = find_live_token(secret=secret, at=request.at) if secret.startswith(BEGINNING) else None
    viewer = viewer_of(token.user, request.at) if token else None
    if token is None or viewer is None or not viewer.is_employee:
        raise exceptions.AuthenticationFailed(_("This token does not work: it is unknown, expired or revoked."))
    request.user, request.viewer = token.user, viewer
    note_token_use(token=token, at=request.at)
    return token.user, token
