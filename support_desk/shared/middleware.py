"""Edges of a request: language of the profile, the viewer, the second factor, refusals as sentences."""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string

from support_desk.shared import clock
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.models import User
from support_desk.shared.viewer import Viewer

Next = Callable[..., HttpResponse]


@cache
def viewer_builder() -> Callable[[User, datetime], Viewer]:
    """The function that knows people; the kernel knows only its name."""
    builder: Callable[[User, datetime], Viewer] = import_string(settings.VIEWER_BUILDER)
    return builder


def viewer_of(user: User | AnonymousUser, at: datetime) -> Viewer:
    """The viewer behind an account at `at`; nobody when it is not logged in."""
    return viewer_builder()(user, at) if isinstance(user, User) and user.is_active else Viewer.nobody(at)


class LanguageMiddleware:
    """The profile's language, kept in a cookie so that the log-in page has it too; else the browser's."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = profile_language(request) or translation.get_language_from_request(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def profile_language(request: HttpRequest) -> str:
    """What the person behind the session chose; "" for a visitor, and for who leaves it to the browser."""
    user = getattr(request, "user", None)
    return user.language if isinstance(user, User) and user.is_authenticated else ""


class ViewerMiddleware:
    """`request.at`, read once, and `request.viewer`, built when first asked for."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: DeskRequest) -> HttpResponse:
        request.at = clock.now()
        request.viewer = cast(Viewer, SimpleLazyObject(lambda: viewer_of(request.user, request.at)))
        return self.get_response(request)


class SecondFactorMiddleware:
    """Money and administration ask for a second factor: whoever has none yet is led to enrol one first."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: DeskRequest) -> HttpResponse:
        if self.must_enrol(request):
            return redirect("mfa_activate_totp")
        return self.get_response(request)

    @staticmethod
    def must_enrol(request: DeskRequest) -> bool:
        open_paths = ("/accounts/", "/static/", "/healthz", "/readyz", "/api/")
        return not request.path.startswith(open_paths) and lacks_second_factor(request)


def lacks_second_factor(request: DeskRequest) -> bool:
    """Whether the role of who is logged in asks for a second factor that they have not set up.

    The session remembers the epoch of the account in which it was seen; losing the factor begins another.
    """
    roles = settings.SECOND_FACTOR_ROLES
    if not roles or not request.user.is_authenticated:
        return False
    if request.session.get("second_factor_epoch") == request.user.session_epoch:
        return False
    if not (request.viewer.has(*roles) or request.user.is_superuser):
        return False
    from allauth.mfa.utils import is_mfa_enabled

    if is_mfa_enabled(request.user):
        request.session["second_factor_epoch"] = request.user.session_epoch
        return False
    return True


class RefusalMiddleware:
    """A refusal that no view caught becomes a sentence on the page the person came from, never a crash."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: DeskRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: DeskRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused) or request.path.startswith("/api/"):
            return None
        if getattr(request, "htmx", False):
            return HttpResponse(str(exception), status=422, content_type="text/plain; charset=utf-8")
        messages.error(request, str(exception))
        return redirect(own_referer(request))


def own_referer(request: DeskRequest) -> str:
    """The page the person came from when it is ours, else the home page."""
    from django.utils.http import url_has_allowed_host_and_scheme

    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return referer if is_ours else "/"
