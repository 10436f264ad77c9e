"""Whose reports somebody builds, and which of them nobody has built yet (W8)."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from support_desk.shared.viewer import Viewer
from tickets.models import Client, ClientReport, Project, TimeEntry
from workload.domain.months import month_after


def clients_of(viewer: Viewer) -> QuerySet[Client]:
    """Clients with a project of the viewer's departments, by their key; of all for the director."""
    projects = Project.objects.visible_to(viewer).values("client_id")
    return Client.objects.filter(pk__in=projects).order_by("pk")


def unbuilt_clients(viewer: Viewer, month: date) -> QuerySet[Client]:
    """Those of them with billed time of the month (its first day) and no report for it.

    What came in late for a month before one that was sent counts in a later one, so that nothing is left to build.
    """
    mine = {"client": OuterRef("pk")}
    sent_later = Q(month__gt=month, state=ClientReport.State.SENT)
    built = ClientReport.objects.filter(Q(month=month) | sent_later, **mine)
    billed = TimeEntry.objects.filter(
        ticket__client=OuterRef("pk"), worked_on__gte=month, worked_on__lt=month_after(month)
    ).exclude(billable_minutes=0)
    return clients_of(viewer).filter(~Exists(built), Exists(billed))
