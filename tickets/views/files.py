"""Files of messages and raw mail: seen by whoever sees the message, and only as downloads."""

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from typing import cast
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from rest_framework.exceptions import AuthenticationFailed

from support_desk.shared.api.authentication import bearer_of, log_in_by_token
from support_desk.shared.http import DeskRequest
from support_desk.shared.scopes import Scope
from support_desk.shared.viewer import Viewer
from support_desk.shared.views.doors import employees_only, people_only
from support_desk.shared.views.downloads import file_answer, stored_answer
from tickets.models import Message, MessageAttachment, RawMail
from tickets.queries.quarantine import quarantined_mail
from tickets.views.mailroom import check_may_look

LETTER = "message/rfc822"


def or_by_token(
    view: Callable[..., HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """An integration reads files with the token it reads tickets with."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        secret = bearer_of(request)
        if secret is None:
            return people_only(view)(request, *args, **kwargs)
        try:
            _user, token = log_in_by_token(cast(DeskRequest, request), secret)
        except AuthenticationFailed:
            return HttpResponse(status=401, headers={"WWW-Authenticate": 'Bearer realm="api"'})
        if Scope.TICKETS_READ not in token.scopes:
            raise Http404
        return view(cast(DeskRequest, request), *args, **kwargs)

    return guarded


@require_safe
@or_by_token
def attachment(request: DeskRequest, file_id: UUID) -> HttpResponseBase:
    """A file of a message that the viewer sees."""
    return message_file(request.viewer, file_id)


def message_file(viewer: Viewer, file_id: UUID) -> HttpResponseBase:
    """The file, 404 when its message is not the viewer's to see or it is no longer there."""
    visible = MessageAttachment.objects.filter(message__in=Message.objects.visible_to(viewer))
    found = get_object_or_404(visible.select_related("file"), file_id=file_id)
    try:
        return stored_answer(found.file)
    except FileNotFoundError:
        raise Http404 from None


@require_safe
@employees_only
def message_raw(request: DeskRequest, message_id: int) -> HttpResponseBase:
    """The letter as it came."""
    visible = Message.objects.visible_to(request.viewer).filter(raw_mail__isnull=False)
    found = get_object_or_404(visible.only("raw_mail_id"), pk=message_id)
    return letter_answer(get_object_or_404(RawMail, pk=found.raw_mail_id))


@require_safe
@employees_only
def quarantine_raw(request: DeskRequest, mail_id: int) -> HttpResponseBase:
    """A quarantined letter as it came."""
    check_may_look(request)
    found = get_object_or_404(quarantined_mail(request.viewer).defer(None), pk=mail_id)
    return letter_answer(found)


def letter_answer(mail: RawMail) -> HttpResponseBase:
    return file_answer(BytesIO(bytes(mail.content)), name=f"letter-{mail.pk}.eml", content_type=LETTER)
