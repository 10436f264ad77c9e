"""`/disputes/new/`: opening a dispute (D1, D2)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from disputes.actions.opening import NoRule, NotAcknowledged, open_dispute
from disputes.forms.new_dispute import CHOOSE_RULE, NewDisputeForm
from disputes.models import Dispute
from disputes.prefills import initial_values
from disputes.queries.new_dispute import RuleChoice, colleagues_like, rules_binding
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.once import once

FIELDS = {"regulation": "rule", "clause": "rule", "happened_at": "happened_on", "what": "claim"}


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def dispute_new(request: DeskRequest) -> HttpResponse:
    """The form, filled in by where one comes from, and the dispute that comes of it."""
    if request.method != "POST":
        return shown(request, NewDisputeForm(viewer=request.viewer, initial=initial(request)))
    form = posted(request)
    if not form.is_valid():
        return shown(request, form)
    chosen = form.rule_chosen(rules_of(request, form))
    if chosen is None:
        form.add_error("rule", CHOOSE_RULE)
        return shown(request, form)
    try:
        made = once(key=key_of(request), by=request.viewer, at=request.at, deed=lambda: opened(request, form, chosen))
    except Refused as refusal:
        refuse(form, refusal)
        return shown(request, form, way_out=isinstance(refusal, NoRule | NotAcknowledged))
    messages.success(request, _("Opened. The respondent is told and has the days of the term to answer."))
    return redirect("dispute", (made or last_opened(request)).pk)


def opened(request: DeskRequest, form: NewDisputeForm, chosen: Any) -> Dispute:
    data, happened_at = form.cleaned_data, form.happened_at()
    assert happened_at is not None  # the form demands a day
    return open_dispute(
        **{name: data[name] for name in ("respondent", "title", "claim", "ticket", "message")},
        **chosen,
        happened_at=happened_at,
        uploads=request.FILES.getlist("files"),
        by=request.viewer,
        at=request.at,
    )


@require_safe
@employees_only
def dispute_new_people(request: DeskRequest) -> HttpResponse:
    """Colleagues that fit what is being typed; whoever is chosen stays, and first."""
    chosen = NewDisputeForm(request.GET, viewer=request.viewer).respondent_chosen()
    kept = [chosen] if chosen else []
    people = colleagues_like(request.viewer, request.GET.get("find", "")[:100], but=chosen.pk if chosen else 0)
    context = {"people": [*kept, *people], "chosen": chosen}
    return render(request, "disputes/new_people.html", context)


@require_safe
@employees_only
def dispute_new_rules(request: DeskRequest) -> HttpResponse:
    """What bound the chosen colleague on the chosen day."""
    form = NewDisputeForm(request.GET, viewer=request.viewer)
    return render(request, "disputes/new_rules.html", rules_context(request, form))


def initial(request: DeskRequest) -> dict[str, Any]:
    """From the ticket, message or finding that the address names; else today, at this minute."""
    found = initial_values(request.GET.dict(), request.viewer)
    happened = timezone.localtime(found.pop("happened_at", request.at))
    return {"happened_on": happened.date(), "happened_time": happened.time(), **found}


def posted(request: DeskRequest) -> NewDisputeForm:
    return NewDisputeForm(request.POST, viewer=request.viewer)


def shown(request: DeskRequest, form: NewDisputeForm, *, way_out: bool = False) -> HttpResponse:
    """The page. `way_out`: the rule was not read or not written, and what can be done instead stands first."""
    person = form.respondent_chosen()
    context = {
        "form": form,
        "way_out": way_out,
        "chosen": person,
        "people": [person] if person else colleagues_like(request.viewer, ""),
        **rules_context(request, form),
    }
    return render(request, "disputes/new.html", context, status=422 if form.errors else 200)


def rules_context(request: DeskRequest, form: NewDisputeForm) -> dict[str, Any]:
    """What `disputes/new_rules.html` needs."""
    rule = str(form["rule"].value() or "")
    return {"rules": rules_of(request, form), "rule": rule, "person": form.respondent_chosen()}


def rules_of(request: DeskRequest, form: NewDisputeForm) -> list[RuleChoice]:
    """Nothing until a colleague and a day are chosen."""
    person, happened_at = form.respondent_chosen(), form.happened_at()
    return rules_binding(person, happened_at, request.viewer) if person and happened_at else []


def refuse(form: NewDisputeForm, refusal: Refused) -> None:
    """The sentence at its field, else above the form."""
    field = FIELDS.get(refusal.field or "", refusal.field)
    form.add_error(field if field in form.fields else None, str(refusal))


def key_of(request: DeskRequest) -> str:
    return request.POST.get("idempotency_key", "")


def last_opened(request: DeskRequest) -> Dispute:
    """What this very form has opened when it was sent before."""
    return Dispute.objects.visible_to(request.viewer).filter(initiator_id=request.viewer.employee_id).latest("id")
