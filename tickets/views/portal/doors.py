"""Who enters the portal: a client's people, and visitors where they log in. To employees it is not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from support_desk.shared.http import DeskRequest
from tickets.queries.portal.frame import frame_of


def clients_only[**P](
    view: Callable[Concatenate[DeskRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Visitors are led to the portal's log-in; everybody who is no client's person finds nothing."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.viewer.is_client:
            return view(request, *args, **kwargs)
        if request.viewer.user_id is not None:
            raise Http404
        return redirect(log_in_address(request))

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponseBase], guarded)


def no_employees[**P](
    view: Callable[Concatenate[DeskRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """For visitors and a client's people."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.viewer.user_id is not None and not request.viewer.is_client:
            raise Http404
        return view(request, *args, **kwargs)

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponseBase], guarded)


def log_in_address(request: DeskRequest) -> str:
    """The portal's log-in, which knows where one wanted to go."""
    return f"{reverse('portal-login')}?{urlencode({'next': request.get_full_path()})}"


def page(request: DeskRequest, template: str, context: dict[str, Any], *, tab: str, status: int = 200) -> HttpResponse:
    """A page in the portal's frame; nothing of it is kept by the browser of whoever comes after. `context` may bring
    the frame along."""
    framed = {**context, "frame": context.get("frame") or frame_of(request.viewer), "tab": tab}
    answer = render(request, template, framed, status=status)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
