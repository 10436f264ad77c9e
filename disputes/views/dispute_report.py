"""`/director/disputes/`: disputes in figures, and patterns worth a talk (D11)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from disputes.domain import patterns
from disputes.domain.tallies import Tally
from disputes.domain.workflow import DisputeState as State
from disputes.models import DisputeState
from disputes.queries import dispute_report as reports
from disputes.queries.dispute_links import list_address
from disputes.queries.dispute_report_words import finding
from disputes.queries.figure_words import days
from disputes.queries.patterns import Patterns
from support_desk.shared.http import DeskRequest
from support_desk.shared.viewer import Viewer
from support_desk.shared.views.doors import employees_only

MOST_REGULATIONS = 15
OUTCOMES = (
    State.ACCEPTED, State.DEFAULTED, State.INITIATOR_RIGHT, State.RESPONDENT_RIGHT, State.BOTH_RIGHT, State.BOTH_WRONG,
    State.WITHDRAWN, State.LAPSED,
)  # fmt: skip
BOTH = (State.BOTH_RIGHT.value, State.BOTH_WRONG.value)
VERDICTS = (State.INITIATOR_RIGHT.value, State.RESPONDENT_RIGHT.value, *BOTH)
FOUND = (State.ACCEPTED.value, State.DEFAULTED.value, State.INITIATOR_RIGHT.value, State.RESPONDENT_RIGHT.value)


@require_safe
@employees_only
def dispute_report(request: DeskRequest) -> HttpResponse:
    """Every figure leads to the disputes that it counts."""
    months = asked_months(request)
    found = reports.dispute_report(request.viewer, months)
    context = {
        "report": found,
        "finding": finding(found, months),
        "chips": period_chips(months),
        "months_asked": months,
        "outcomes": [str(DisputeState(state).label) for state in OUTCOMES],
        "departments": [
            department_line(line.name, line.tally, found.first, department=line.id) for line in found.departments
        ],
        "whole": department_line("", found.whole, found.first),
        "regulations": [
            (line, cell(line.tally.decided, {"regulation": line.id}, found.first), line.tally.silent_percent)
            for line in found.regulations[:MOST_REGULATIONS]
        ],
        "most_disputed": max((line.tally.decided for line in found.regulations), default=1),
        "trends": trends(found.months),
        "month_lines": [month_line(line) for line in found.months],
        "patterns": pattern_lines(found.patterns),
        "limits": patterns,
    }
    return render(request, "dispute_report/page.html", context)


def asked_months(request: DeskRequest) -> int:
    """Http404 for who is not the director, and for a period that is not offered."""
    check_reads_reports(request.viewer)
    text = request.GET.get("months", str(reports.MONTHS_SHOWN))
    if text not in map(str, reports.PERIODS):
        raise Http404
    return int(text)


def check_reads_reports(viewer: Viewer) -> None:
    """What all people do to each other is the director's to read; Http404 for everybody else (P3)."""
    if not viewer.has("director"):
        raise Http404


def period_chips(months: int) -> list[dict[str, Any]]:
    return [
        {
            "label": ngettext("%(number)d month", "%(number)d months", number) % {"number": number},
            "url": f"{reverse('dispute-report')}?{urlencode({'months': number})}",
            "current": number == months,
        }
        for number in reports.PERIODS
    ]


def cell(number: int, filters: Mapping[str, object], since: date, until: date | None = None) -> tuple[int, str]:
    """A figure and the list behind it; nothing stands behind none."""
    return number, list_address(filters, since=since, until=until) if number else ""


def department_line(name: str, tally: Tally, since: date, **filters: object) -> dict[str, Any]:
    counts = tally.counts
    waiting = (State.OPEN, State.CONTESTED)
    return {
        "name": name,
        "outcomes": [
            (str(DisputeState(state).label), *cell(counts.get(state, 0), {"state": state.value, **filters}, since))
            for state in OUTCOMES
        ],
        "decided": cell(tally.decided, filters, since),
        "silent": tally.silent_percent,
        "answer": days(tally.days_to_answer),
        "decide": days(tally.days_to_decide),
        "waiting": [
            (str(DisputeState(state).label), counts.get(state, 0), list_address({"state": state.value, **filters}))
            for state in waiting
        ],
    }


def trends(months: Sequence[reports.MonthLine]) -> list[dict[str, Any]]:
    """Small multiples: how each outcome went from month to month, all against one maximum."""
    series = [(state, [line.tally.counts.get(state, 0) for line in months]) for state in OUTCOMES[:6]]
    top = max((max(values) for _state, values in series), default=0)
    return [
        {"label": str(DisputeState(state).label), "total": sum(values), "values": values, "top": top}
        for state, values in series
    ]


def month_line(line: reports.MonthLine) -> dict[str, Any]:
    return {
        "name": date_format(line.month, "F Y"),
        "decided": (
            line.tally.decided,
            list_address({}, since=line.month, until=line.month) if line.tally.decided else "",
        ),
        "outcomes": [(str(DisputeState(state).label), line.tally.counts.get(state, 0)) for state in OUTCOMES],
        "silent": line.tally.silent_percent,
    }


def pattern_lines(found: Patterns) -> dict[str, Any]:
    since = found.since
    return {
        "since": since,
        "is_empty": found.is_empty,
        "pairs": [
            (
                pair,
                list_address({"initiator": pair.one_id, "respondent": pair.other_id, "active_from": since}),
                list_address({"initiator": pair.other_id, "respondent": pair.one_id, "active_from": since}),
            )
            for pair in found.pairs
        ],
        "losing": [
            (
                one,
                list_address({"initiator": one.id, "state": FOUND}, since=since),
                list_address({"initiator": one.id, "state": State.RESPONDENT_RIGHT.value}, since=since),
            )
            for one in found.losing
        ],
        "undecided": [
            (
                one,
                list_address({"arbiter": one.id, "state": VERDICTS}, since=since),
                list_address({"arbiter": one.id, "state": BOTH}, since=since),
            )
            for one in found.undecided
        ],
    }
