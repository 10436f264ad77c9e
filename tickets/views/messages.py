"""One message by itself: its HTML in a frame of its own, and the whole of a very long text."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.message_tools import tools_for
from tickets.models import Message
from tickets.queries.message_frame import frame_html
from tickets.queries.message_text import linked

# The frame runs nothing and sends nothing; pictures of ours only, until the reader asks for the sender's (T9).
POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; "
    "img-src {images}; form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
)
OWN_IMAGES = "data:"
ALL_IMAGES = "data: https: http:"


@employees_only
@require_safe
@xframe_options_sameorigin
def message_html(request: DeskRequest, pk: int) -> HttpResponse:
    """The sanitised HTML of a mail under a policy of its own. `?images=1` fetches the sender's pictures."""
    message = found_message(request, pk)
    if not message.body_html:
        raise Http404
    has_images = request.GET.get("images") == "1"
    response = render(request, "ticket/frame.html", {"html": SafeString(frame_html(message, has_images=has_images))})
    response.headers["Content-Security-Policy"] = POLICY.format(images=ALL_IMAGES if has_images else OWN_IMAGES)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["Cache-Control"] = "private, no-store"
    return response


@employees_only
@require_safe
def message_text(request: DeskRequest, pk: int) -> HttpResponse:
    """All of a long text, which takes the place of its beginning."""
    message = found_message(request, pk)
    if not request.htmx:
        return HttpResponse(message.body_text, content_type="text/plain; charset=utf-8")
    return render(request, "ticket/text.html", {"text": linked(message.body_text)})


@employees_only
@require_safe
def message_tools(request: DeskRequest, pk: int) -> HttpResponse:
    """The dialog of what may be begun from a message."""
    seen = Message.objects.visible_to(request.viewer).filter(pk=pk, retracted_at__isnull=True)
    message = seen.select_related("ticket").defer("search", "ticket__search", "body_html").first()
    if message is None:
        raise Http404
    context = {"message": message, "tools": tools_for(request.viewer, message)}
    return render(request, "ticket/message_tools.html", context)


def found_message(request: DeskRequest, pk: int) -> Message:
    """404 for a message of a ticket that the viewer may not see, and for a reply that was taken back."""
    seen = Message.objects.visible_to(request.viewer).filter(pk=pk, retracted_at__isnull=True)
    message = seen.only("body_html", "body_text").first()
    if message is None:
        raise Http404
    return message
