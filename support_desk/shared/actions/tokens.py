"""API tokens: made and shown once, used, revoked. Only a hash of the secret is kept."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared import audit
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import ApiToken, User
from support_desk.shared.scopes import Scope
from support_desk.shared.viewer import Viewer

BEGINNING = "sd_"
LONGEST_LIFE = timedelta(days=366)
USE_IS_NOTED_EVERY = timedelta(minutes=1)


@transaction.atomic
def create_token(
    *, name: str, scopes: Sequence[str], expires_at: datetime, by: Viewer, at: datetime
) -> tuple[ApiToken, str]:
    """A token that acts as whoever makes it, and its secret ("sd_…", 46 characters), which is not told again.

    Refused, naming the field, without a name, on an unknown or absent scope, or an expiry that is past or more than
    a year ahead. Nobody makes a token for somebody else: it would lend them another's rights (P4).
    """
    if by.user_id is None or not by.is_employee:
        raise NotAllowed(_("Only employees have API tokens."))
    check_token(name=name, scopes=scopes, expires_at=expires_at, at=at)
    secret = BEGINNING + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user_id=by.user_id,
        name=name.strip(),
        prefix=secret[:9],
        digest=digest_of(secret),
        scopes=sorted(set(scopes)),
        created_at=at,
        expires_at=expires_at,
    )
    facts = {"name": token.name, "scopes": token.scopes, "expires_at": expires_at}
    audit.record(action="token.create", target=token, by=by, at=at, after=facts)
    return token, secret


def check_token(*, name: str, scopes: Sequence[str], expires_at: datetime, at: datetime) -> None:
    """The token can be made as asked; each refusal names its field."""
    if not 1 <= len(name.strip()) <= 80:
        raise Refused(_("Give the token a name of at most 80 characters."), field="name")
    if not scopes or not set(scopes) <= set(Scope.values):
        raise Refused(_("Choose what the token may do, from the list."), field="scopes")
    if not at < expires_at <= at + LONGEST_LIFE:
        raise Refused(_("A token expires within a year from now."), field="expires_at")


@transaction.atomic
def revoke_token(*, token: ApiToken, by: Viewer, at: datetime) -> ApiToken:
    """Ends a token at once; a second time changes nothing. One's own, or anybody's by an administrator."""
    if token.user_id != by.user_id and not (by.is_system or by.has("administrator")):
        raise NotAllowed(_("Only its owner or an administrator revokes a token."))
    locked = ApiToken.objects.select_for_update().get(pk=token.pk)
    if locked.revoked_at is None:
        locked.revoked_at = at
        locked.save(update_fields=["revoked_at"])
        audit.record(action="token.revoke", target=locked, by=by, at=at, after={"name": locked.name})
    return locked


@transaction.atomic
def revoke_tokens_of(*, user: User, by: Viewer, at: datetime) -> int:
    """Ends all tokens of somebody who leaves; returns how many. Its caller has checked that `by` may dismiss them."""
    live = list(ApiToken.objects.select_for_update().filter(user=user, revoked_at__isnull=True))
    for token in live:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        audit.record(action="token.revoke", target=token, by=by, at=at, after={"name": token.name})
    return len(live)


def find_live_token(*, secret: str, at: datetime) -> ApiToken | None:
    """The token with this secret and its account, in one statement; None when unknown, expired or revoked, or when
    its account is switched off."""
    tokens = ApiToken.objects.select_related("user")
    return tokens.filter(
        digest=digest_of(secret), revoked_at__isnull=True, expires_at__gt=at, user__is_active=True
    ).first()


def note_token_use(*, token: ApiToken, at: datetime) -> None:
    """Remembers the last use, at most once a minute, so that reading does not become writing."""
    if token.last_used_at is not None and token.last_used_at > at - USE_IS_NOTED_EVERY:
        return
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lte=at - USE_IS_NOTED_EVERY)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=at)


def digest_of(secret: str) -> str:
    """SHA-256 in hex. The secret has 256 random bits, so that a slow hash would add nothing."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
