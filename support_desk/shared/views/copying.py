"""The page that makes a copy of a catalogue's row under a name of its own."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Model
from django.http import HttpResponse
from django.shortcuts import redirect, render

from support_desk.shared.errors import Refused
from support_desk.shared.forms import CopyForm
from support_desk.shared.http import DeskRequest


def copying[RowT: Model](
    request: DeskRequest,
    copy: Callable[..., RowT],
    *,
    proposed: str,
    words: dict[str, Any],
    address_of: Callable[[RowT], str],
) -> HttpResponse:
    """Asks for the name, `proposed` already written; makes the copy and leads to it. A refusal stands at the name.

    `words`: the name of the model, title, lede, what is said when it is done, and the page to go back to.
    """
    form = CopyForm(request.POST if request.method == "POST" else None, initial={"name": proposed})
    if request.method == "POST" and form.is_valid():
        try:
            made = copy(name=form.cleaned_data["name"], by=request.viewer, at=request.at)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, words["done"])
            return redirect(address_of(made))
    return render(request, "copying/form.html", {"form": form, **words}, status=422 if form.errors else 200)
