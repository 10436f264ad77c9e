"""`/reviews/sampling/`: how many replies of a department, and of a person, are reviewed (S5)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from disputes.actions.reviews.sampling import set_review_policy, set_review_share
from disputes.forms.reviews import PolicyForm, ShareForm, initial_of
from disputes.queries.reviews.policies import policy_row
from disputes.queries.reviews.sampling_page import SamplingPage, sampling_page
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only


@require_http_methods(["GET", "HEAD", "POST"])
@employees_only
def review_sampling(request: DeskRequest) -> HttpResponse:
    """The page; a POST with `employee` sets one person's share, else a department's."""
    today = timezone.localtime(request.at).date()
    page = sampling_page(request.viewer, today)
    if page is None:
        raise Http404
    is_share = "employee" in request.POST
    is_policy = request.method == "POST" and not is_share
    of_department = PolicyForm(
        request.POST if is_policy else None,
        departments=page.departments,
        may_set_for_all=request.viewer.has("director"),
        initial={**initial_of(policy_row(page.department_id, today)), "department": page.department_id,
                 "starts_on": today},
    )  # fmt: skip
    of_person = ShareForm(request.POST if is_share else None, people=page.people, initial={"starts_on": today})
    form = of_person if is_share else of_department
    if form.is_valid() and kept(request, form):
        messages.success(request, _("Kept. It holds for what is sent from that day on."))
        return redirect("review-sampling")
    return shown(request, page, of_department, of_person)


def kept(request: DeskRequest, form: PolicyForm | ShareForm) -> bool:
    """Whether the action has agreed; what it says otherwise stands in the form."""
    data = form.cleaned_data
    try:
        if isinstance(form, PolicyForm):
            shares = form.shares()
            set_review_policy(department=data["department"], starts_on=data["starts_on"], shares=shares,
                              by=request.viewer, at=request.at)  # fmt: skip
        else:
            set_review_share(**data, by=request.viewer, at=request.at)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def shown(request: DeskRequest, page: SamplingPage, of_department: PolicyForm, of_person: ShareForm) -> HttpResponse:
    context = {"page": page, "of_department": of_department, "of_person": of_person}
    status = 422 if of_department.errors or of_person.errors else 200
    return render(request, "reviews/sampling.html", context, status=status)
