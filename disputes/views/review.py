"""`/reviews/<id>/`: one reply, beside what had been asked, against the rules (S5)."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from disputes.actions.regulations.acknowledging import ask_to_acknowledge
from disputes.actions.reviews.disputing import dispute_finding
from disputes.actions.reviews.reviewing import finish_review, put_aside
from disputes.forms.reviews import AsideForm, finding_of, marked_in
from disputes.models import RegulationVersion, ReplyReview, ReviewFinding
from disputes.queries.reviews.page import found_review, next_waiting, review_page
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def review(request: DeskRequest, pk: int) -> HttpResponse:
    """The page; a POST says what was found, or with `nothing` that nothing was."""
    asked = asked_review(request, pk)
    if request.method != "POST":
        return shown(request, asked)
    marked = marked_in(request.POST)
    try:
        finish(request, asked, marked)
    except Refused as refusal:
        return shown(request, asked, marked=marked, refusal=refusal)
    return onwards(request, asked)


@require_POST
@employees_only
def review_aside(request: DeskRequest, pk: int) -> HttpResponse:
    """It need not be reviewed, and why."""
    asked, form = asked_review(request, pk), AsideForm(request.POST)
    if not form.is_valid():
        return shown(request, asked, form=form)
    put_aside(review=asked, reason=form.cleaned_data["reason"], by=request.viewer, at=request.at)
    messages.success(request, _("Put aside."))
    return redirect_next(request, asked)


@require_POST
@employees_only
def review_ask(request: DeskRequest, pk: int, version_id: int) -> HttpResponse:
    """The author is asked to read a rule now: for what they write from then on."""
    asked = asked_review(request, pk)
    version = RegulationVersion.objects.visible_to(request.viewer).filter(pk=version_id).first()
    if version is None:
        raise Http404
    is_told = ask_to_acknowledge(version=version, employee=asked.author, by=request.viewer, at=request.at)
    words = _("%(name)s is asked to read it.") if is_told else _("%(name)s was asked today already.")
    messages.success(request, words % {"name": asked.author.name})
    return redirect("review", asked.pk)


@require_POST
@employees_only
def review_dispute(request: DeskRequest, finding_id: int) -> HttpResponse:
    """The finding becomes a dispute, with everything filled in; what stands against it is said in its place."""
    findings = ReviewFinding.objects.visible_to(request.viewer)
    finding = findings.filter(pk=finding_id).select_related("review").first()
    if finding is None:
        raise Http404
    try:
        dispute = dispute_finding(finding=finding, by=request.viewer, at=request.at)
    except Refused as refusal:
        return shown(request, asked_review(request, finding.review_id), refusal=refusal, refused_id=finding.pk)
    messages.success(request, _("The dispute is open. Its respondent is told."))
    return redirect("dispute", dispute.pk)


def finish(request: DeskRequest, asked: ReplyReview, marked: Mapping[str, str]) -> None:
    """What was sent, told to the action."""
    is_clean = "nothing" in request.POST
    if is_clean and marked:
        raise Refused(_("Something is marked. Save it, or take the marks away."), field="findings")
    if not is_clean and not marked:
        raise Refused(_("Mark what was not kept, or say that nothing was found."), field="findings")
    findings = [finding_of(key, note) for key, note in marked.items()]
    note = request.POST.get("note", "")
    finish_review(review=asked, findings=findings, note=note, by=request.viewer, at=request.at)
    messages.success(request, _("Reviewed."))


def onwards(request: DeskRequest, asked: ReplyReview) -> HttpResponse:
    """To what waits next, or stays to make disputes of findings."""
    return redirect("review", asked.pk) if "stay" in request.POST else redirect_next(request, asked)


def redirect_next(request: DeskRequest, asked: ReplyReview) -> HttpResponse:
    following = next_waiting(asked, request.viewer)
    return redirect("review", following) if following else redirect("reviews")


def asked_review(request: DeskRequest, pk: int) -> ReplyReview:
    found = found_review(pk, request.viewer)
    if found is None:
        raise Http404
    return found


def shown(
    request: DeskRequest,
    asked: ReplyReview,
    *,
    marked: Mapping[str, str] | None = None,
    refusal: Refused | None = None,
    refused_id: int | None = None,
    form: AsideForm | None = None,
) -> HttpResponse:
    page = review_page(asked, request.viewer, marked)
    context = {
        "page": page,
        "review": asked,
        "form": form or AsideForm(),
        "refusal": refusal,
        "refused_id": refused_id,
        "note": request.POST.get("note", ""),
    }
    return render(request, "reviews/review.html", context, status=422 if refusal or (form and form.errors) else 200)
