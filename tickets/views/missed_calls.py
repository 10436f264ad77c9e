"""Missed calls on the operator's page: writing one down, and saying what came of calling back."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.calls import handle_missed_call, log_missed_call
from tickets.actions.once import once
from tickets.forms.calls import CalledBackForm, MissedCallForm
from tickets.models import MissedCall
from tickets.permissions import can_handle_calls
from tickets.queries.operator.call_places import call_places
from tickets.views.entry import announced, dialog, sent
from workload.models import Department


@employees_only
@require_http_methods(["GET", "POST"])
def operator_call_new(request: DeskRequest) -> HttpResponse:
    """The dialog for a call that nobody took, and keeping it."""
    mine = Department.objects.visible_to(request.viewer).filter(pk__in=request.viewer.overseen_department_ids)
    form = MissedCallForm(sent(request), departments=list(mine), at=request.at)
    if not form.departments:
        raise Http404
    if request.method == "POST" and form.is_valid():
        try:
            log_missed_call(**form.call(), by=request.viewer, at=request.at)
            return announced(HttpResponse(status=204), _("Missed call kept"))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return dialog(request, "operator/call_new.html", {"form": form}, refused=request.method == "POST")


@employees_only
@require_http_methods(["GET", "POST"])
def operator_call(request: DeskRequest, pk: int) -> HttpResponse:
    """One missed call: who it was, and what came of calling back. The director reads it only."""
    call = found_call(request, pk)
    context = {"call": call, "form": None}
    if call.handled_at is not None or not can_handle_calls(request.viewer, call):
        if request.method == "POST":
            raise Refused(_("Nothing is to be done about this call any more, or not by you."))
        return dialog(request, "operator/call.html", context)
    form = CalledBackForm(sent(request), places=call_places(call, request.viewer))
    if request.method == "POST" and form.is_valid():
        try:
            return announced(HttpResponse(status=204), handled(request, call, form))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return dialog(request, "operator/call.html", context | {"form": form}, refused=request.method == "POST")


def found_call(request: DeskRequest, pk: int) -> MissedCall:
    seen = MissedCall.objects.visible_to(request.viewer).select_related("contact__client", "handled_by", "ticket")
    call = seen.filter(pk=pk).first()
    if call is None:
        raise Http404
    return call


def handled(request: DeskRequest, call: MissedCall, form: CalledBackForm) -> str:
    """Does it, once, and says what was done."""
    outcome = form.cleaned_data["outcome"]

    def deed() -> MissedCall:
        return handle_missed_call(call=call, outcome=outcome, talk=form.talk(), by=request.viewer, at=request.at)

    done = once(key=request.POST.get("idempotency_key", ""), by=request.viewer, at=request.at, deed=deed)
    if done is not None and done.ticket is not None:
        return _("Written down in ticket %(number)s") % {"number": done.ticket.number}
    return str(MissedCall.Outcome(outcome).label)
