"""`/regulations/`: the rules, one rule, what changed between its versions (D2)."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from disputes.actions.regulations.acknowledging import acknowledge
from disputes.forms.mending import RevisionForm
from disputes.forms.regulations import OwnerForm
from disputes.models import Regulation, RegulationVersion
from disputes.queries.regulation_list import VIEWS, regulation_groups
from disputes.queries.regulation_page import diff_page, regulation_page
from disputes.queries.rule_people import possible_owners
from disputes.regulation_permissions import begins_some_rules
from support_desk.shared.http import DeskRequest
from support_desk.shared.viewer import Viewer
from support_desk.shared.views.doors import employees_only

VIEW_WORDS = {
    "mine": _("Bind me"),
    "unread": _("To be read"),
    "all": _("All rules"),
    "drafts": _("Drafts"),
    "ended": _("Ended"),
}


@require_safe
@employees_only
def regulations(request: DeskRequest) -> HttpResponse:
    """The list; `?view=` narrows it."""
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "mine"
    groups = regulation_groups(request.viewer, view)
    chips = [
        {"label": label, "url": f"?view={name}", "current": name == view, "count": None}
        for name, label in VIEW_WORDS.items()
    ]
    rows = [row for group in groups for row in group.rows]
    context = {
        "groups": groups,
        "view": view,
        "chips": chips,
        "to_read": sum(1 for row in rows if row.to_read),
        "may_begin": begins_some_rules(request.viewer),
    }
    return render(request, "regulations/list.html", context)


@require_safe
@employees_only
def regulation(request: DeskRequest, regulation_id: int) -> HttpResponse:
    """One rule; `?version=` shows another text of it."""
    rule = seen_rule(regulation_id, request.viewer)
    page = regulation_page(rule, number_of(request, "version"), request.viewer)
    if page is None:
        raise Http404
    people = possible_owners(request.viewer, None) if page.may_keep or page.may_ask else []
    context = {
        "page": page,
        "owner_form": OwnerForm(people=people, initial={"owner": rule.owner_id}) if page.may_keep else None,
        "revision_form": RevisionForm(people=people) if page.may_ask and not page.revisions else None,
    }
    return render(request, "regulations/regulation.html", context)


@require_safe
@employees_only
def regulation_diff(request: DeskRequest, regulation_id: int) -> HttpResponse:
    """`?from=` and `?to=` are numbers of versions; left out, the last two."""
    rule = seen_rule(regulation_id, request.viewer)
    seen = RegulationVersion.objects.visible_to(request.viewer).filter(regulation=rule)
    versions = {version.number: version for version in seen.order_by("-number")}
    numbers = [*versions]
    newer = number_of(request, "to") or (numbers[0] if numbers else 0)
    older = number_of(request, "from") or next((number for number in numbers if number < newer), 0)
    if older not in versions or newer not in versions or older >= newer:
        raise Http404
    page = diff_page(versions[older], versions[newer])
    return render(request, "regulations/diff.html", {"rule": rule, "page": page, "versions": [*versions.values()]})


@require_POST
@employees_only
def regulation_read(request: DeskRequest, version_id: int) -> HttpResponse:
    """The viewer has read this version."""
    seen = RegulationVersion.objects.visible_to(request.viewer)
    version = get_object_or_404(seen, pk=version_id)
    acknowledge(version=version, by=request.viewer, at=request.at)
    return redirect("regulation", version.regulation_id)


def seen_rule(regulation_id: int, viewer: Viewer) -> Regulation:
    """404 when the viewer may not see it."""
    return get_object_or_404(
        Regulation.objects.visible_to(viewer).select_related("department", "owner"), pk=regulation_id
    )


def number_of(request: DeskRequest, name: str) -> int | None:
    """A number of the query; 404 for what is none."""
    given = request.GET.get(name, "")
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and len(given) < 6):
        raise Http404
    return int(given)
