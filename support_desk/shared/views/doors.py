"""Who may enter a page at all; what they see inside is `visible_to`'s to say (P3)."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from support_desk.shared.http import DeskRequest


def people_only[**P](
    view: Callable[Concatenate[DeskRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Visitors are led to the log-in; everybody with an account may enter. Times are read and written in their zone."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        visitor = cast(DeskRequest, request)
        with timezone.override(visitor.viewer.timezone or None):
            return view(visitor, *args, **kwargs)

    return cast(Callable[Concatenate[HttpRequest, P], HttpResponseBase], login_required(guarded))


def employees_only[**P](
    view: Callable[Concatenate[DeskRequest, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """As above, but a client, and whoever works here no more, finds nothing: 404, not 403."""

    @wraps(view)
    def guarded(request: DeskRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.viewer.is_employee:
            raise Http404
        return view(request, *args, **kwargs)

    return people_only(cast(Callable[Concatenate[DeskRequest, P], HttpResponseBase], guarded))
