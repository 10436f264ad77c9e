"""`/portal/`: what waits for the client, and `/portal/contract/`: how the hours stand."""

from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from support_desk.shared.http import DeskRequest
from tickets.queries.portal.bars import bars
from tickets.queries.portal.contracts import ContractStory, contract_rows, contract_stories
from tickets.queries.portal.frame import frame_with_approvals
from tickets.queries.portal.tickets import waiting_for
from tickets.views.portal.doors import clients_only, page


@require_safe
@clients_only
def home(request: DeskRequest) -> HttpResponse:
    """Approvals, our questions and results first; below, the hours of the month."""
    frame, approvals = frame_with_approvals(request.viewer)
    waiting = waiting_for(request.viewer)
    asked_above = {each.number for each in approvals}
    context = {
        "frame": frame,
        "approvals": approvals,
        "results": [row for row in waiting if row.has_result],
        "questions": [
            row for row in waiting if row.is_question and not row.has_result and row.number not in asked_above
        ],
        "contracts": contract_rows(request.viewer, today(request)),
    }
    return page(request, "portal/home.html", context, tab="home")


@require_safe
@clients_only
def contract(request: DeskRequest) -> HttpResponse:
    """Each contract of today: its month, and twelve months as bars and as a table."""
    stories = [chart_of(story) for story in contract_stories(request.viewer, today(request))]
    return page(request, "portal/contract.html", {"stories": stories}, tab="contract")


def chart_of(story: ContractStory) -> tuple[ContractStory, str, int]:
    """The story, its columns ("" where nothing was charged) and how many months went beyond."""
    chart = bars(story.months) if any(month.used for month in story.months) else ""
    return story, chart, sum(month.beyond > 0 for month in story.months)


def today(request: DeskRequest) -> date:
    return timezone.localtime(request.at).date()
