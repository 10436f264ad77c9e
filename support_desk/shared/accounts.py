"""How allauth behaves here: nobody signs up by themselves, and a factor that is gone is gone at once."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest

from support_desk.shared.actions.second_factor import note_removed_factor
from support_desk.shared.http import DeskRequest
from support_desk.shared.models import User


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; log-in, password and second factor are allauth's."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


def factor_removed(*, request: DeskRequest, user: User, authenticator: Authenticator, **signal: object) -> None:
    """Logs the owner out everywhere but here. Receives allauth's signal, its only way of telling."""
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return  # they go along with the factor
    note_removed_factor(user=user, by=request.viewer, at=request.at)
    user.refresh_from_db(fields=["session_epoch"])
    update_session_auth_hash(request, user)
