"""`/reviews/`: replies that wait for a reviewer, those reviewed, and what was found in one's own (S5)."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from disputes.actions.reviews.picking import pick_by_hand
from disputes.filters.reviews import ReviewFilter
from disputes.models import ReplyReview
from disputes.queries.reviews.facts import ReviewFacts, facts_seen_by
from disputes.queries.reviews.rows import LABELS, ReviewView, review_rows, reviews_in, views_for
from disputes.review_permissions import reviews_some
from support_desk.shared.http import DeskRequest
from support_desk.shared.viewer import Viewer
from support_desk.shared.views.doors import employees_only
from tickets.models import Message
from workload.models import Employee

MONTHS_SHOWN = 3


@require_safe
@employees_only
def reviews(request: DeskRequest) -> HttpResponse:
    """The list; a filter that makes no sense narrows nothing."""
    offered = views_for(request.viewer)
    view = next((one for one in offered if one.value == request.GET.get("view")), offered[0])
    within = reviews_in(view, request.viewer)
    narrowed = ReviewFilter({name: request.GET.get(name) for name in ("author", "why")}, within)
    chosen = {name: value for name, value in narrowed.form.cleaned_data.items() if value} if narrowed.is_valid() else {}
    page = review_rows(narrowed.qs if chosen else within, view, request.viewer, after_of(request))
    authors = Employee.objects.filter(pk__in=within.order_by().values("author_id")).order_by("name")
    context = {
        "view": view,
        "title": LABELS[view],
        "chips": [chip(one, view) for one in offered],
        "page": page,
        "authors": authors if view is not ReviewView.OWN else [],
        "whys": ReplyReview.Why.choices,
        "chosen": chosen,
        "older_url": f"?{urlencode({'view': view.value, **chosen, 'after': page.older})}" if page.older else "",
        "facts": statistics(request.viewer) if reviews_some(request.viewer) else [],
        "months": last_months(request.viewer),
    }
    return render(request, "reviews/list.html", context)


@require_POST
@employees_only
def review_pick(request: DeskRequest, message_id: int) -> HttpResponse:
    """A reviewer wants to look at a reply, and is led to it."""
    message = Message.objects.visible_to(request.viewer).filter(pk=message_id).first()
    if message is None:
        raise Http404
    review = pick_by_hand(message=message, by=request.viewer, at=request.at)
    return redirect("review", review.pk)


def chip(one: ReviewView, current: ReviewView) -> dict[str, Any]:
    return {"label": LABELS[one], "url": f"{reverse('reviews')}?view={one.value}", "current": one is current}


def after_of(request: DeskRequest) -> int | None:
    after = request.GET.get("after", "")
    return int(after) if after.isascii() and after.isdigit() and len(after) < 19 else None


def last_months(viewer: Viewer) -> list[date]:
    """This month and those before it, the latest first."""
    first = timezone.localtime(viewer.at).date().replace(day=1)
    found = [first]
    for _each in range(MONTHS_SHOWN - 1):
        earlier = found[-1]
        found.append(earlier.replace(year=earlier.year - (earlier.month == 1), month=(earlier.month - 2) % 12 + 1))
    return found


def statistics(viewer: Viewer) -> list[tuple[str, list[ReviewFacts | None]]]:
    """(author, facts by month) of whose replies the viewer reviews. Two statements."""
    months = last_months(viewer)
    facts = facts_seen_by(viewer, months)
    names = Employee.objects.filter(pk__in={author for author, _month in facts}).order_by("name")
    return [(name, [facts.get((pk, month)) for month in months]) for pk, name in names.values_list("pk", "name")]
