"""What the portal's forms share: sent once, refused in place, led on when it worked."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from support_desk.shared.actions.store_file import store_uploads
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.models import StoredFile
from tickets.actions.once import once
from tickets.forms.portal import Refusable


def done_once[ResultT](
    request: DeskRequest, form: Refusable, deed: Callable[[], ResultT]
) -> tuple[bool, ResultT | None]:
    """(whether it stands, what came of it): None where this form was sent before; a refusal goes into the form."""
    if not form.is_valid():
        return False, None
    try:
        key = request.POST.get("idempotency_key", "")
        return True, once(key=key, by=request.viewer, at=request.at, deed=deed)
    except Refused as refusal:
        form.add_refusal(refusal)
        return False, None


def files_of(request: DeskRequest) -> list[StoredFile]:
    """The form's files, kept. Refused when there are too many or one is too large."""
    uploads = request.FILES.getlist("files")
    return store_uploads(uploads=uploads, at=request.at, user_id=request.viewer.user_id) if uploads else []


def led_to(request: DeskRequest, url: str, words: object = "") -> HttpResponse:
    """On to a page, with a word on what was done."""
    if words:
        messages.success(request, str(words))
    return HttpResponse(headers={"HX-Redirect": url}) if request.htmx else redirect(url)


def problems(request: DeskRequest, form: Refusable) -> HttpResponse:
    """What to mend, put above the button: the form itself stays as it is, files and all."""
    return render(request, "ticket/not_sent.html", {"form": form}, status=422)


def led_back(request: DeskRequest, form: Refusable, url: str) -> HttpResponse:
    """Where the form stands in a dialog: what is wrong in place, or as a message on the page it came from."""
    if request.htmx:
        return problems(request, form)
    for words in all_errors(form):
        messages.error(request, words)
    return redirect(url)


def all_errors(form: Refusable) -> list[str]:
    told: Any = form.errors.get_json_data()
    return [each["message"] for field in told.values() for each in field]
