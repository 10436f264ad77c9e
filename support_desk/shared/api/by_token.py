"""Page addresses that an integration may open with its token as well, such as attachments."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase
from rest_framework.exceptions import APIException

from support_desk.shared.api.authentication import bearer_of, log_in_by_token
from support_desk.shared.api.permissions import check_scope
from support_desk.shared.api.problems import MEDIA_TYPE, of_framework
from support_desk.shared.http import DeskRequest

View = Callable[..., HttpResponseBase]


def also_by_token(scope: str) -> Callable[[View], View]:
    """Lets a GET view be asked with `Authorization: Bearer sd_…` within `scope`; stands outermost of its decorators."""

    def decorate(view: View) -> View:
        @wraps(view)
        def asked(request: DeskRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            secret = bearer_of(request)
            if secret is not None:
                try:
                    _user, token = log_in_by_token(request, secret)
                    check_scope(token, scope)
                except APIException as refusal:
                    return problem_response(refusal)
            return view(request, *args, **kwargs)

        return asked

    return decorate


def problem_response(refusal: APIException) -> HttpResponseBase:
    """A refusal outside DRF's own views."""
    from django.http import JsonResponse

    answer = of_framework(refusal).as_response()
    return JsonResponse(answer.data, status=answer.status_code, content_type=MEDIA_TYPE)
