"""`/roster/swaps/`: offering shifts, agreeing, deciding (L1)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.views.doors import employees_only
from workload.actions.swapping import (
    agree_to_swap,
    approve_swap,
    decline_swap,
    offer_shift,
    refuse_swap,
    withdraw_swap,
)
from workload.forms.swaps import ColleagueForm, OfferForm
from workload.models import ShiftSwap
from workload.queries.swaps import SwapsPage, swaps_page

Deed = Callable[[DeskRequest, ShiftSwap], ShiftSwap]
VERBS: dict[str, Deed] = {
    "agree": lambda request, swap: agree_to_swap(swap=swap, by=request.viewer, at=request.at),
    "decline": lambda request, swap: decline_swap(swap=swap, note=note_of(request), by=request.viewer, at=request.at),
    "withdraw": lambda request, swap: withdraw_swap(swap=swap, by=request.viewer, at=request.at),
    "approve": lambda request, swap: approve_swap(swap=swap, by=request.viewer, at=request.at),
    "refuse": lambda request, swap: refuse_swap(swap=swap, note=note_of(request), by=request.viewer, at=request.at),
}


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def swaps(request: DeskRequest) -> HttpResponse:
    """What is offered; a POST offers a shift to the colleague that `?colleague=` names."""
    asked = request.GET.get("colleague", "")
    page = swaps_page(request.viewer, int(asked) if asked.isascii() and asked.isdigit() else None)
    times = TimeWords(at=request.at)
    form = OfferForm(request.POST or None, shifts=page.shifts, theirs=page.theirs, times=times)
    if request.method == "POST" and page.colleague is None:
        raise Http404
    if request.method == "POST" and form.is_valid() and offered(request, page, form):
        messages.success(request, _("Offered. Your colleague was told."))
        return redirect("swaps")
    people = ColleagueForm(request.GET or None, people=page.people)
    context = {"page": page, "form": form, "people": people, "times": times}
    return render(request, "roster/swaps.html", context, status=422 if form.errors else 200)


def offered(request: DeskRequest, page: SwapsPage, form: OfferForm) -> bool:
    """Whether it went through; the form says why it did not."""
    data = form.cleaned_data
    assert page.colleague is not None
    try:
        offer_shift(
            shift=data["shift"],
            colleague=page.colleague,
            wanted=data["wanted"],
            note=data["note"],
            by=request.viewer,
            at=request.at,
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


@require_POST
@employees_only
def swap_decide(request: DeskRequest, swap_id: int, verb: str) -> HttpResponse:
    """Agrees, declines, withdraws, approves or refuses."""
    if verb not in VERBS:
        raise Http404
    swap = get_object_or_404(ShiftSwap.objects.visible_to(request.viewer), pk=swap_id)
    done = VERBS[verb](request, swap)
    messages.success(request, done.get_state_display())
    return redirect("swaps")


def note_of(request: DeskRequest) -> str:
    return request.POST.get("note", "")[:500]
