"""Monthly reports as the client reads them (W8)."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from support_desk.shared.cursors import Page, keyset_page
from support_desk.shared.viewer import Viewer
from tickets.models import ClientReport, LineQuestion, ReportContract, ReportLine

LINES = 100
MOST_REPORTS = 60


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A sent report with a hundred of its lines. Each line has `asked`: its questions as [{text, name}]."""

    report: ClientReport
    contracts: list[ReportContract]
    lines: Page[ReportLine]


def sent_reports(viewer: Viewer) -> list[ClientReport]:
    """What was sent, the latest month first; five years of it. One statement."""
    return list(ClientReport.objects.visible_to(viewer).order_by("-month", "-id")[:MOST_REPORTS])


def report_page(report: ClientReport, cursor: str) -> ReportPage:
    """Two statements."""
    contracts = ReportContract.objects.filter(report=report).select_related("contract__project")
    asked: Any = LineQuestion.objects.filter(line=OuterRef("pk")).order_by("id")
    facts = JSONObject(text="message__body_text", name="contact__name")
    lines = ReportLine.objects.filter(report=report).select_related("ticket", "approval", "project")
    with_questions = lines.annotate(asked=ArraySubquery(asked.values(facts=facts)))
    return ReportPage(
        report=report,
        contracts=list(contracts.order_by("contract__project__name", "id")),
        lines=keyset_page(with_questions, order=("worked_on", "id"), cursor=cursor, size=LINES),
    )
