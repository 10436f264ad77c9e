"""A client's person stays in the portal, and nobody sends the portal more than it takes (P2, P3)."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from support_desk.shared.http import DeskRequest

PORTAL = "/portal/"
OPEN_TO_CLIENTS = (PORTAL, "/accounts/", "/static/", "/healthz", "/readyz")
# The first page leads everybody to where their day begins; a client's begins in the portal.
FIRST_PAGE = "/"


class ClientGuardMiddleware:
    """Whatever else the desk has, the API included, answers 404 to a client's session."""

    def __init__(self, get_response: Callable[..., HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: DeskRequest) -> HttpResponse:
        if is_out_of_bounds(request):
            raise Http404
        if is_too_large(request):
            return too_large(request)
        return self.get_response(request)


def is_out_of_bounds(request: DeskRequest) -> bool:
    """Whether a client's person asks for what is not theirs. Asks who it is only where it matters."""
    if request.path == FIRST_PAGE or request.path.startswith(OPEN_TO_CLIENTS):
        return False
    return request.user.is_authenticated and request.viewer.is_client


def is_too_large(request: DeskRequest) -> bool:
    """Whether more is on its way to the portal than it takes; told by its length, before any of it is read."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    is_over = length.isascii() and length.isdigit() and int(length) > settings.PORTAL_MAX_BODY_BYTES
    return is_over and request.path.startswith(PORTAL)


def too_large(request: DeskRequest) -> HttpResponse:
    """One sentence to a form that keeps what was typed; a page to one that was sent without scripts."""
    if request.htmx:
        words = _("The files are too large together. Send a link to them instead; your text is still here.")
        answer = HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")
    else:
        answer = render(request, "413.html", status=413)
    answer.headers["Connection"] = "close"  # what was not read must not be taken for the next request
    return answer
