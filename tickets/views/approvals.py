"""Questions to the client, as we put them, record their answers and withdraw them (W2)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.http import DeskRequest
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.views.doors import employees_only
from tickets.actions.agreeing import ask_client, record_approval, withdraw_approval
from tickets.forms.agreeing import AskForm, RecordForm
from tickets.models import Approval, Message
from tickets.permissions import can_answer
from tickets.queries.asking import messages_that_may_say_so, pending_approvals, to_ask
from tickets.views.agreeing import done
from tickets.views.entry import found_ticket, sent


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def ticket_ask(request: DeskRequest, number: int) -> HttpResponse:
    """Gathers what is confirmed into one question; below it what the client was asked before."""
    ticket = found_ticket(request, number)
    if not can_answer(request.viewer, ticket):
        raise Http404
    lines = to_ask(ticket, request.viewer)
    form = AskForm(sent(request), lines=lines)

    def deed() -> object:
        words = form.cleaned_data["words"]
        return ask_client(ticket=ticket, words=words, by=request.viewer, at=request.at, **form.chosen())

    if request.method == "POST" and done(request, form, deed):
        messages.success(request, _("The client is asked."))
        return redirect("ticket", number)
    pending = pending_approvals(ticket, request.viewer)
    context = {"ticket": ticket, "form": form, "lines": lines, "pending": pending}
    return render(request, "tasks/ask.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def approval_record(request: DeskRequest, approval_id: int) -> HttpResponse:
    """Writes down in which message the client agreed."""
    approval = found_approval(request, approval_id)
    if not can_answer(request.viewer, approval.ticket):
        raise Http404
    times = TimeWords(at=request.at)

    def words(letter: Message) -> str:
        return f"{times.short(letter.created_at)} · {letter.author_name}: {' '.join(letter.body_text.split())[:120]}"

    form = RecordForm(sent(request), letters=messages_that_may_say_so(approval, request.viewer), words=words)

    def deed() -> object:
        return record_approval(approval=approval, message=form.letter(), by=request.viewer, at=request.at)

    if request.method == "POST" and done(request, form, deed):
        messages.success(request, _("The approval is recorded."))
        return redirect("ticket", approval.ticket.number)
    context = {"approval": approval, "ticket": approval.ticket, "form": form}
    return render(request, "tasks/record.html", context, status=422 if form.errors else 200)


@require_POST
@employees_only
def approval_withdraw(request: DeskRequest, approval_id: int) -> HttpResponse:
    """Takes a question back."""
    approval = found_approval(request, approval_id)
    withdraw_approval(approval=approval, by=request.viewer, at=request.at)
    messages.success(request, _("The question is withdrawn."))
    return redirect("ticket-ask", approval.ticket.number)


def found_approval(request: DeskRequest, approval_id: int) -> Approval:
    """404 when the viewer may not see it."""
    seen = Approval.objects.visible_to(request.viewer).select_related("ticket__project", "asked_by")
    return get_object_or_404(seen.defer("ticket__search"), pk=approval_id)
