"""`/portal/approvals/…`: what is to be agreed to, and the three answers."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from support_desk.shared.http import DeskRequest
from tickets.actions.agreeing import approve, decline
from tickets.actions.portal.questions import ask_about_approval
from tickets.forms.portal import DecisionForm, DeclineForm, QuestionForm, Refusable
from tickets.models import Approval
from tickets.queries.portal.approvals import approval_page, approvals_of
from tickets.views.portal.doors import clients_only, page
from tickets.views.portal.sending import done_once, led_back, led_to


@require_safe
@clients_only
def approval(request: DeskRequest, approval_id: int) -> HttpResponse:
    """The question with its lines; of a decided one, how it was decided."""
    found = theirs(request, approval_id)
    forms = {"decline_form": DeclineForm(), "question_form": QuestionForm()}
    return page(request, "portal/approval.html", {"page": approval_page(found), **forms}, tab="home")


@require_POST
@clients_only
def approval_approve(request: DeskRequest, approval_id: int) -> HttpResponse:
    """Yes."""
    found, form = theirs(request, approval_id), DecisionForm(request.POST)
    words = _("Approved. Thank you: the work can begin.")
    return answered(
        request, found, form, words,
        lambda: approve(approval=found, by=request.viewer, at=request.at, comment=form.cleaned_data["comment"]),
    )  # fmt: skip


@require_POST
@clients_only
def approval_decline(request: DeskRequest, approval_id: int) -> HttpResponse:
    """No, and why."""
    found, form = theirs(request, approval_id), DeclineForm(request.POST)
    words = _("Declined. Your manager will come back to you.")
    return answered(
        request, found, form, words,
        lambda: decline(approval=found, by=request.viewer, at=request.at, comment=form.cleaned_data["comment"]),
    )  # fmt: skip


@require_POST
@clients_only
def approval_ask(request: DeskRequest, approval_id: int) -> HttpResponse:
    """A question first; the approval goes on waiting."""
    found, form = theirs(request, approval_id), QuestionForm(request.POST)
    words = _("Your question has reached us. The estimate waits for you here.")
    return answered(
        request, found, form, words,
        lambda: ask_about_approval(
            approval=found, text=form.cleaned_data["text"], by=request.viewer, at=request.at
        ),
    )  # fmt: skip


def answered(
    request: DeskRequest, found: Approval, form: Refusable, words: str, deed: Callable[[], object]
) -> HttpResponse:
    """Back to the approval, with a word on what came of it."""
    place = reverse("portal-approval", args=[found.pk])
    stands, _result = done_once(request, form, deed)
    return led_to(request, place, words) if stands else led_back(request, form, place)


def theirs(request: DeskRequest, approval_id: int) -> Approval:
    """An approval that their organisation was asked for, 404 for any other."""
    found = approvals_of(request.viewer).filter(pk=approval_id).first()
    if found is None:
        raise Http404
    return found
