"""How often one caller may ask."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle

from support_desk.shared.api.asking import asked
from support_desk.shared.models import ApiToken

if TYPE_CHECKING:
    # At run time this would be a circle: the views read the settings that name this module.
    from rest_framework.views import APIView

WINDOW_SECONDS = 60


class CallerThrottle(BaseThrottle):
    """`API_CALLS_PER_MINUTE` for each token, and for each person by session, in whole minutes of the clock."""

    seconds_left = WINDOW_SECONDS

    def allow_request(self, request: Request, view: "APIView") -> bool:
        minute, second = divmod(int(asked(request).at.timestamp()), WINDOW_SECONDS)
        self.seconds_left = WINDOW_SECONDS - second
        return count_call(f"api-calls:{caller_of(request)}:{minute}") <= settings.API_CALLS_PER_MINUTE

    def wait(self) -> float:
        return self.seconds_left


def caller_of(request: Request) -> str:
    """Two tokens of one person count apart."""
    if isinstance(request.auth, ApiToken):
        return f"token-{request.auth.pk}"
    return f"user-{request.user.pk}"


def count_call(key: str) -> int:
    """How many calls the window has seen, this one included. A cache that is away counts nothing."""
    cache.add(key, 0, 2 * WINDOW_SECONDS)
    try:
        return int(cache.incr(key))
    except ValueError:
        return 1
