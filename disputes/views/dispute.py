"""`/disputes/<id>/`: one dispute, with what its parties may do in place."""

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from disputes.domain.stakes import points_of
from disputes.domain.workflow import DisputeState as Rule
from disputes.forms.answers import AnswerForm, VerdictForm
from disputes.models import Dispute
from disputes.queries.dispute_history import history
from disputes.queries.dispute_page import dispute_page, found_dispute
from disputes.queries.dispute_words import pair_words
from disputes.queries.verdict_cards import moved_words, verdict_cards
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.domain.zones import zone_named
from workload.models import Employee


@require_safe
@employees_only
def dispute(request: DeskRequest, pk: int) -> HttpResponse:
    """Both sides, the regulation, the stakes, and the form of whose turn it is."""
    return shown(request, seen(request, pk))


@require_safe
@employees_only
def dispute_history(request: DeskRequest, pk: int) -> HttpResponse:
    """Everything that was done to the dispute, from its audit trail (P5)."""
    found = seen(request, pk)
    context = {"dispute": found, "entries": history(found, request.viewer)}
    return render(request, "disputes/history.html", context)


def seen(request: DeskRequest, pk: int) -> Dispute:
    """404 when the viewer may not see it."""
    try:
        return found_dispute(pk, request.viewer)
    except Dispute.DoesNotExist:
        raise Http404 from None


def shown(
    request: DeskRequest,
    found: Dispute,
    *,
    answer: AnswerForm | None = None,
    verdict: VerdictForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    """The page; `answer` and `verdict` as they were refused, `refusal` what is said where no form is left."""
    page = dispute_page(found, request.viewer)
    context: dict[str, Any] = {"page": page, "dispute": found, "refusal": refusal, "unsent": unsent(answer or verdict)}
    if page.may_answer:
        context |= answer_context(found, answer)
    if page.may_decide:
        context |= verdict_context(found, request.at, verdict)
    is_refused = bool(refusal or (answer and answer.errors) or (verdict and verdict.errors))
    response = render(request, "disputes/dispute.html", context, status=422 if is_refused else 200)
    patch_vary_headers(response, ["HX-Request"])
    patch_cache_control(response, private=True, no_cache=True)
    return response


def unsent(form: AnswerForm | VerdictForm | None) -> str:
    """What somebody had written when it was no longer their turn: it is shown, not lost."""
    known = form.cleaned_data if form and form.is_bound else {}
    return str(known.get("explanation") or known.get("reasons") or "")


def answer_context(found: Dispute, form: AnswerForm | None) -> dict[str, Any]:
    """What accepting moves, and what contesting puts at stake."""
    stakes = found.rules.stakes()
    return {
        "answer_form": form or AnswerForm(),
        "accepting": moved_words(found, Rule.ACCEPTED),
        "accepting_pair": pair_words(points_of(Rule.ACCEPTED, stakes)),
        "judged": stakes.judged,
    }


def verdict_context(found: Dispute, at: datetime, form: VerdictForm | None) -> dict[str, Any]:
    """The four cards; the rule's owner mends it within the policy's days unless the arbiter says otherwise."""
    return {"verdict_form": form or verdict_form(found, at), "cards": verdict_cards(found)}


def verdict_form(found: Dispute, at: datetime, data: Any = None) -> VerdictForm:
    """Whoever works here may mend the rule."""
    today = at.astimezone(zone_named(found.department.timezone)).date()
    initial = {
        "revision_owner": found.version.regulation.owner_id,
        "revision_due_on": today + timedelta(days=found.rules.revision_days),
    }
    people = Employee.objects.employed_at(at).order_by("name")
    return VerdictForm(data, initial=initial, people=people)


def refuse(form: Any, refusal: Refused) -> None:
    """The sentence at its field, else above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
