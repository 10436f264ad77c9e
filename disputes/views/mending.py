"""`/regulations/revisions/` and `/regulations/gaps/`: rules to be mended, errors without a rule (D2, D6)."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from disputes.actions.mending.closing import keep_rule, mend_revision
from disputes.actions.mending.deciding import close_gap
from disputes.actions.mending.gaps import report_gap
from disputes.actions.mending.revisions import open_revision
from disputes.forms.mending import CloseGapForm, CloseRevisionForm, GapForm, RevisionForm
from disputes.models import Regulation, RegulationGap, RevisionRequest
from disputes.queries.mending import (
    MendingPage,
    choosable_rules,
    closed_revisions,
    gap_rows,
    open_revision_count,
    open_revisions,
)
from disputes.queries.rule_people import possible_owners
from disputes.views.regulation_writing import at_its_field
from disputes.views.regulations import seen_rule
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only


@require_safe
@employees_only
def regulation_revisions(request: DeskRequest) -> HttpResponse:
    """Open ones, what is due first above, and the latest that were closed."""
    page = open_revisions(request.viewer, request.GET.get("cursor", ""))
    whole = open_revision_count(request.viewer) if page.newer or page.older else len(page.rows)
    closed = [] if page.newer else closed_revisions(request.viewer)
    context = {"rows": page.rows, "number": whole, "closed": closed} | cursor_addresses(page)
    return render(request, "regulations/revisions.html", context)


def cursor_addresses(page: MendingPage[Any]) -> dict[str, str]:
    """The addresses before and after a page, "" where there is none."""
    sides = {"newer_url": page.newer, "older_url": page.older}
    return {name: "?" + urlencode({"cursor": cursor}) if cursor else "" for name, cursor in sides.items()}


@require_POST
@employees_only
def regulation_revise(request: DeskRequest, regulation_id: int) -> HttpResponse:
    """Somebody who leads asks for a revision."""
    rule = seen_rule(regulation_id, request.viewer)
    form = RevisionForm(request.POST, people=possible_owners(request.viewer, None))
    if not form.is_valid():
        raise Refused(_("Write what is unclear in the rule, and a day by which it is mended."))
    open_revision(regulation=rule, **form.cleaned_data, by=request.viewer, at=request.at)
    messages.success(request, _("The revision is asked for."))
    return redirect("regulation", rule.pk)


@require_POST
@employees_only
def regulation_revision_close(request: DeskRequest, revision_id: int) -> HttpResponse:
    """Mended by a version, or kept with an answer."""
    seen = RevisionRequest.objects.visible_to(request.viewer).select_related("regulation")
    revision = get_object_or_404(seen, pk=revision_id)
    form = CloseRevisionForm(request.POST, regulation=revision.regulation)
    if not form.is_valid():
        raise Refused(_("Choose a version of the rule, or write why it stays as it is."))
    version = form.cleaned_data["version"]
    if version is not None:
        mend_revision(revision=revision, version=version, by=request.viewer, at=request.at)
    else:
        keep_rule(revision=revision, answer=form.cleaned_data["answer"], by=request.viewer, at=request.at)
    messages.success(request, _("The revision is closed."))
    return redirect("regulation-revisions")


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def regulation_gaps(request: DeskRequest) -> HttpResponse:
    """What was reported; a POST reports another one."""
    first = {"happened_on": timezone.localdate(), "ticket": request.GET.get("ticket", "")}
    form = GapForm(request.POST if request.method == "POST" else None, viewer=request.viewer, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            report_gap(**form.cleaned_data, by=request.viewer, at=request.at)
        except Refused as refusal:
            at_its_field(form, refusal)
        else:
            messages.success(request, _("Reported. Whoever leads the department decides whether a rule is needed."))
            return redirect("regulation-gaps")
    page = gap_rows(request.viewer, request.GET.get("cursor", ""))
    rules = choosable_rules(request.viewer) if any(row.may_decide for row in page.rows) else []
    context = {"rows": page.rows, "rules": rules, "form": form} | cursor_addresses(page)
    return render(request, "regulations/gaps.html", context, status=422 if form.errors else 200)


@require_POST
@employees_only
def regulation_gap_close(request: DeskRequest, gap_id: int) -> HttpResponse:
    """A rule was written, or none is needed."""
    gap = get_object_or_404(RegulationGap.objects.visible_to(request.viewer), pk=gap_id)
    form = CloseGapForm(request.POST, rules=Regulation.objects.visible_to(request.viewer).filter(is_active=True))
    if not form.is_valid():
        raise Refused(_("Choose the rule that was written, or write why none is needed."))
    close_gap(gap=gap, **form.cleaned_data, by=request.viewer, at=request.at)
    messages.success(request, _("Decided. Whoever reported it is told."))
    return redirect("regulation-gaps")
