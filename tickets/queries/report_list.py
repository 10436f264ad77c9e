"""The month's reports of the clients that one sees: those with holes first (W8)."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import Count, Q, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from support_desk.shared.cursors import Page, keyset_page
from support_desk.shared.models import Job
from support_desk.shared.viewer import Viewer
from tickets.models import ClientReport
from tickets.report_permissions import seen_wholly

ORDER = ("-hole_count", "-line_count", "id")
KINDS = ("reports.build", "reports.send")


class Show(models.TextChoices):
    """Which reports; anything else in the address means all."""

    ALL = "all", _("All")
    HOLES = "holes", _("With holes")
    READY = "ready", _("Ready to be sent")
    SENT = "sent", _("Sent")


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """How many reports of the month there are, by what is to be done about them; `holes` counts lines."""

    all: int
    holes: int
    with_holes: int
    ready: int
    sent: int


def reports_of(viewer: Viewer, month: date, show: str = Show.ALL) -> QuerySet[ClientReport]:
    """Visible reports of the month, each with `is_whole`: whether the viewer may read its sums."""
    found = ClientReport.objects.visible_to(viewer).filter(month=month).select_related("client")
    drafts = Q(state=ClientReport.State.DRAFT)
    narrowed = {
        Show.HOLES: drafts & Q(hole_count__gt=0),
        Show.READY: drafts & Q(hole_count=0),
        Show.SENT: ~drafts,
    }
    return found.filter(narrowed.get(show, Q())).annotate(is_whole=seen_wholly(viewer))  # type: ignore[call-overload]  # any text may be asked for


def report_list(viewer: Viewer, month: date, *, show: str, cursor: str) -> Page[ClientReport]:
    """Fifty reports, those with the most holes first. One statement."""
    return keyset_page(reports_of(viewer, month, show), order=ORDER, cursor=cursor)


def figures_of(viewer: Viewer, month: date) -> MonthFigures:
    """One statement."""
    drafts = Q(state=ClientReport.State.DRAFT)
    counted = (
        ClientReport.objects.visible_to(viewer)
        .filter(month=month)
        .aggregate(
            all=Count("pk"),
            with_holes=Count("pk", filter=drafts & Q(hole_count__gt=0)),
            ready=Count("pk", filter=drafts & Q(hole_count=0)),
            sent=Count("pk", filter=~drafts),
            holes=Sum("hole_count", filter=drafts, default=0),
        )
    )
    return MonthFigures(**counted)


def job_under_way(viewer: Viewer) -> Job | None:
    """The viewer's own building or sending that has not ended. One statement."""
    own = Job.objects.filter(owner_id=viewer.user_id or 0, kind__in=KINDS, finished_at__isnull=True)
    return own.order_by("-created_at").first()
