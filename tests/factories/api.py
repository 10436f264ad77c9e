"""Calling the API as an integration."""

import secrets
from datetime import timedelta
from typing import Any

from rest_framework.test import APIClient

from support_desk.shared import clock
from support_desk.shared.actions.tokens import digest_of
from support_desk.shared.models import ApiToken
from support_desk.shared.scopes import Scope
from workload.models import Employee


def a_token(employee: Employee, *scopes: str, **over: Any) -> str:
    """The secret of a token of `employee`; with every scope when none is named."""
    secret = f"sd_{secrets.token_urlsafe(32)}"
    at = clock.now()
    fields = {
        "name": "A token",
        "prefix": secret[:9],
        "digest": digest_of(secret),
        "scopes": list(scopes or Scope.values),
        "created_at": at,
        "expires_at": at + timedelta(days=30),
    }
    ApiToken.objects.create(user=employee.user, **{**fields, **over})
    return secret


def api_of(employee: Employee, *scopes: str) -> APIClient:
    """A client that calls with a token of `employee`."""
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {a_token(employee, *scopes)}")
    return client
