"""What is done instead of a dispute where no rule was read or written (D2): ask to read it, report a gap."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from disputes.actions.mending.gaps import report_gap
from disputes.actions.regulations.acknowledging import ask_to_acknowledge
from disputes.models import RegulationVersion
from disputes.views.dispute_new import key_of, posted, refuse, rules_context, shown
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.ui.toasts import add_toast
from support_desk.shared.views.doors import employees_only
from tickets.actions.once import once

LONGEST_KEY = 19


@require_POST
@employees_only
def dispute_new_gap(request: DeskRequest) -> HttpResponse:
    """No rule describes it: the same words go to who may write one. It costs nobody a point."""
    form = posted(request)
    if not form.is_valid_for("happened_on", "claim", "ticket", "message"):
        return shown(request, form)
    data = form.cleaned_data
    linked = {name: data.get(name) for name in ("ticket", "message")}

    def deed() -> object:
        said = {"happened_on": data["happened_on"], "what": data["claim"], **linked}
        return report_gap(**said, by=request.viewer, at=request.at)

    try:
        once(key=key_of(request), by=request.viewer, at=request.at, deed=deed)
    except Refused as refusal:
        refuse(form, refusal)
        return shown(request, form)
    messages.success(request, _("The gap is reported. Nobody loses a point; whoever keeps the rules decides."))
    return redirect("disputes")


@require_POST
@employees_only
def dispute_new_ask(request: DeskRequest) -> HttpResponse:
    """The respondent is asked to read a rule now; what was typed stays, and within the page the files chosen, too."""
    form = posted(request)
    person, version = form.respondent_chosen(), asked_version(request)
    if person is None or version is None:
        raise Http404
    try:
        is_told = ask_to_acknowledge(version=version, employee=person, by=request.viewer, at=request.at)
    except Refused as refusal:
        if request.htmx:
            raise
        refuse(form, refusal)
        return shown(request, form)
    words = _("%(name)s is asked to read it.") if is_told else _("%(name)s was asked today already.")
    said = words % {"name": person.name}
    if request.htmx:
        return add_toast(render(request, "disputes/new_rules.html", rules_context(request, form)), said)
    messages.success(request, said)
    return shown(request, form.begun_again())


def asked_version(request: DeskRequest) -> RegulationVersion | None:
    """The version behind the button that was pressed."""
    text = request.POST.get("version", "")
    if not (text.isascii() and text.isdigit() and len(text) < LONGEST_KEY):
        return None
    return RegulationVersion.objects.visible_to(request.viewer).published().filter(pk=int(text)).first()
