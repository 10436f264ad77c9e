"""Every error as `application/problem+json` (RFC 9457): a stable code, a sentence, and the field at fault."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from django.core.exceptions import ObjectDoesNotExist, RequestDataTooBig, SuspiciousOperation
from django.core.exceptions import PermissionDenied as DjangoPermissionDenied
from django.core.signals import got_request_exception
from django.db import DataError, IntegrityError
from django.http import Http404
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.response import Response

from support_desk.shared.errors import NotAllowed, Refused, Unconfirmed

logger = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"
WHOLE = ("non_field_errors", "detail")


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong. `errors` are (field, sentence) pairs; the field is a dotted path into the request."""

    status: int
    code: str
    detail: str
    errors: tuple[tuple[str, str], ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    def as_response(self) -> Response:
        body: dict[str, Any] = {
            "type": f"urn:support-desk:problem:{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": printable(self.detail),
        }
        if self.errors:
            body["errors"] = [
                {"field": printable(name), "message": printable(message)} for name, message in self.errors
            ]
        return Response(body, status=self.status, content_type=MEDIA_TYPE, headers=dict(self.headers))


def printable(text: str) -> str:
    """A sentence may quote what came in, half a surrogate pair for instance, which no answer can carry."""
    return text.encode("utf-8", "replace").decode()


def handle_exception(exc: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's EXCEPTION_HANDLER. What nobody foresaw is logged and answered 500 without its details."""
    problem = foreseen(exc)
    if problem is None:
        request = context["request"]._request
        logger.error("unhandled error at %s %s", request.method, request.path, exc_info=exc)
        got_request_exception.send(sender=None, request=request)
        problem = Problem(500, "internal_error", _("Something went wrong on our side. It has been noted."))
    return problem.as_response()


def foreseen(exc: Exception) -> Problem | None:
    """The problem behind an exception that the desk raises on purpose; None for a surprise."""
    match exc:
        case Refused():
            return refusal(exc)
        case Http404() | ObjectDoesNotExist():
            return Problem(404, "not_found", _("There is nothing here, or nothing that you may see."))
        case DjangoPermissionDenied():
            return Problem(403, "not_allowed", str(exc) or _("You may not do this."))
        case exceptions.ValidationError():
            return invalid(exc.detail)
        case exceptions.APIException():
            return of_framework(exc)
        case RequestDataTooBig():
            return Problem(413, "too_large", _("The request is too large."))
        case SuspiciousOperation():
            return Problem(400, "bad_request", _("The request cannot be read."))
        case IntegrityError():
            return Problem(409, "conflict", _("Somebody else changed this at the same moment. Read it again."))
        case DataError() | OverflowError():
            return Problem(422, "invalid", _("A value is outside what can be stored."))
    return None


def refusal(exc: Refused) -> Problem:
    """A named refusal of an action: 422 with its field or with what is to be confirmed, 403 for want of rights, else
    409."""
    if isinstance(exc, NotAllowed):
        return Problem(403, exc.code, str(exc))
    if isinstance(exc, Unconfirmed):
        found = tuple((str(exc.field), sentence) for sentence in exc.consequences)
        return Problem(422, exc.code, str(exc), errors=found)
    if exc.field:
        return Problem(422, exc.code, str(exc), errors=((exc.field, str(exc)),))
    return Problem(409, exc.code, str(exc))


def invalid(detail: Any) -> Problem:
    """Validation errors of a serializer or a filter, however nested."""
    errors = tuple(flat(detail))
    return Problem(422, "invalid", _("Some of the values cannot be accepted."), errors=errors)


def flat(detail: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """(dotted field, sentence) pairs; the field is empty for the request as a whole."""
    if isinstance(detail, Mapping):
        for name, inner in detail.items():
            at = path if name in WHOLE else f"{path}.{name}".lstrip(".")
            yield from flat(inner, at)
    elif isinstance(detail, list | tuple):
        for inner in detail:
            yield from flat(inner, path)
    else:
        yield path, str(detail)


def of_framework(exc: exceptions.APIException) -> Problem:
    """Authentication, methods, media types, throttling."""
    headers = {}
    way_to_log_in, wait = getattr(exc, "auth_header", None), getattr(exc, "wait", None)
    if way_to_log_in:
        headers["WWW-Authenticate"] = way_to_log_in
    if wait is not None:
        headers["Retry-After"] = str(max(1, round(wait)))
    code = getattr(exc.detail, "code", None) or exc.default_code
    return Problem(exc.status_code, str(code), str(exc.detail), headers=headers)
