"""`/regulations/new/` and `/regulations/<id>/edit/`: rules written, published, ended (D2)."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from disputes.actions.regulations.publishing import end_regulation, publish_draft
from disputes.actions.regulations.writing import change_owner, create_regulation, write_draft
from disputes.domain.clauses import ClauseText, written_as
from disputes.forms.regulations import DraftForm, OwnerForm, RegulationForm
from disputes.models import Regulation
from disputes.queries.rule_people import departments_for_rules, possible_owners
from disputes.queries.standing import standing_of
from disputes.regulation_permissions import begins_some_rules, can_begin_rule, can_write_rule
from disputes.views.regulations import seen_rule
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only

# A form proposes a start that leaves time to read.
TIME_TO_READ = timedelta(days=14)


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def regulation_new(request: DeskRequest) -> HttpResponse:
    """A rule begins with its first draft."""
    if not begins_some_rules(request.viewer):
        raise Http404
    form = new_form(request)
    if request.method == "POST" and form.is_valid():
        try:
            rule = create_regulation(
                code=form.cleaned_data["code"],
                department=form.department_chosen(),
                owner=form.cleaned_data["owner"],
                draft=form.draft(),
                by=request.viewer,
                at=request.at,
            )
        except Refused as refusal:
            at_its_field(form, refusal)
        else:
            messages.success(request, _("The draft is kept. Nobody is bound until it is published."))
            return redirect("regulation", rule.pk)
    return render(request, "regulations/edit.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def regulation_edit(request: DeskRequest, regulation_id: int) -> HttpResponse:
    """The next version; it begins as a copy of the one in force."""
    rule = seen_rule(regulation_id, request.viewer)
    if not can_write_rule(request.viewer, rule) or not rule.is_active:
        raise Http404
    form = DraftForm(request.POST if request.method == "POST" else None, initial=as_written(rule, request))
    if request.method == "POST" and form.is_valid():
        try:
            write_draft(regulation=rule, draft=form.draft(), by=request.viewer, at=request.at)
        except Refused as refusal:
            at_its_field(form, refusal)
        else:
            messages.success(request, _("The draft is kept. Nobody is bound until it is published."))
            return redirect("regulation", rule.pk)
    return render(request, "regulations/edit.html", {"form": form, "rule": rule}, status=422 if form.errors else 200)


@require_POST
@employees_only
def regulation_publish(request: DeskRequest, regulation_id: int) -> HttpResponse:
    """The draft becomes a version."""
    version = publish_draft(regulation=seen_rule(regulation_id, request.viewer), by=request.viewer, at=request.at)
    messages.success(request, _("Published. Everybody it binds is told."))
    return redirect("regulation", version.regulation_id)


@require_POST
@employees_only
def regulation_end(request: DeskRequest, regulation_id: int) -> HttpResponse:
    """It binds until the end of today."""
    end_regulation(regulation=seen_rule(regulation_id, request.viewer), by=request.viewer, at=request.at)
    messages.success(request, _("The rule ends today. What happened by then can still be disputed under it."))
    return redirect("regulation", regulation_id)


@require_POST
@employees_only
def regulation_owner(request: DeskRequest, regulation_id: int) -> HttpResponse:
    """Another owner."""
    rule = seen_rule(regulation_id, request.viewer)
    form = OwnerForm(request.POST, people=possible_owners(request.viewer, None))
    if not form.is_valid():
        raise Refused(_("Choose a person."))
    change_owner(regulation=rule, owner=form.cleaned_data["owner"], by=request.viewer, at=request.at)
    messages.success(request, _("The rule has another owner."))
    return redirect("regulation", regulation_id)


def new_form(request: DeskRequest) -> RegulationForm:
    """With what the viewer may choose from."""
    is_company = can_begin_rule(request.viewer, None)
    departments = departments_for_rules(request.viewer)
    first = {"owner": request.viewer.employee_id, "starts_on": timezone.localdate() + TIME_TO_READ}
    return RegulationForm(
        request.POST if request.method == "POST" else None,
        departments=departments,
        people=possible_owners(request.viewer, None if is_company else departments),
        is_company=is_company,
        initial=first,
    )


def as_written(rule: Regulation, request: DeskRequest) -> dict[str, Any]:
    """The draft as it is, else the text in force with another start."""
    standing = standing_of(rule, rule.versions.all(), rule.today(request.at))
    text = standing.draft or standing.upcoming or standing.current
    if text is None:
        return {}
    clauses = [ClauseText(clause.number, clause.text) for clause in text.clauses.order_by("place")]
    is_draft = text.published_at is None
    return {
        "title": text.title,
        "changes": text.changes if is_draft else "",
        "starts_on": text.starts_on if is_draft else rule.today(request.at) + TIME_TO_READ,
        "clauses": written_as(clauses),
    }


def at_its_field(form: Form, refusal: Refused) -> None:
    """Beside the field at fault where the form has it."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
