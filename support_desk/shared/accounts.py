"""How allauth behaves here: nobody signs up by themselves, and a factor that is gone is gone at once."""

import time
from datetime import UTC, datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from support_desk.shared import clock
from support_desk.shared.account_mail import post
from support_desk.shared.actions.second_factor import note_removed_factor
from support_desk.shared.http import DeskRequest
from support_desk.shared.models import User

JUST_NOW_SECONDS = 300


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; log-in, password and second factor are allauth's."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        post(self.render_mail(template_prefix, email, context), at=clock.now())

    def is_reauthentication_required(self, *, app: str, **about: object) -> bool:
        """As always, but not of somebody who is led from the log-in straight to their first second factor."""
        required = bool(super().is_reauthentication_required(app=app, **about))
        return required and not is_enrolling(context.request)


def is_enrolling(request: HttpRequest) -> bool:
    """Whether the log-in was within the last five minutes and there was no factor before it that wants protection."""
    logged_in_at = max((record["at"] for record in get_authentication_records(request, request.user)), default=0)
    if time.time() - logged_in_at > JUST_NOW_SECONDS:
        return False
    before = datetime.fromtimestamp(logged_in_at, UTC)
    return not Authenticator.objects.filter(user_id=request.user.pk, created_at__lt=before).exists()


def factor_removed(*, request: DeskRequest, user: User, authenticator: Authenticator, **signal: object) -> None:
    """Logs the owner out everywhere but here. Receives allauth's signal, its only way of telling."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return  # they go along with the factor
    note_removed_factor(user=user, by=request.viewer, at=request.at)
    user.refresh_from_db(fields=["session_epoch"])
    update_session_auth_hash(request, user)
