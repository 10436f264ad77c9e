"""How allauth behaves here: nobody signs up by themselves."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator; log-in, password and second factor are allauth's."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
