"""Who builds, mends and sends the reports to clients (W8, P2): each check_can raises, each can_ answers."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import NotAllowed
from support_desk.shared.viewer import Viewer
from tickets.models import ClientReport, Project, ReportLine


def can_build_reports(viewer: Viewer) -> bool:
    return viewer.is_system or viewer.has("office_manager", "head", "director") or bool(viewer.headed_department_ids)


def can_see_reports(viewer: Viewer) -> bool:
    """The list of reports; which of them is `visible_to`."""
    return can_build_reports(viewer) or viewer.has("manager", "operator")


def check_can_build_reports(viewer: Viewer) -> None:
    if not can_build_reports(viewer):
        raise NotAllowed(_("The office manager, the head or the director builds and sends the reports."))


def can_mend_lines(viewer: Viewer, project: Project | None) -> bool:
    """The words of a line: who answers for its project, and who sends the report."""
    if can_build_reports(viewer):
        return True
    if project is None or not viewer.is_employee:
        return False
    return project.owner_id == viewer.employee_id or project.pk in viewer.covered_project_ids


def check_can_mend_lines(viewer: Viewer, project: Project | None) -> None:
    if not can_mend_lines(viewer, project):
        raise NotAllowed(_("The manager of the project or the office manager writes the lines for the client."))


def hidden_lines(viewer: Viewer) -> QuerySet[ReportLine]:
    """Lines that the viewer may not read although they stand in a report that they see: those of others' projects."""
    if viewer.is_system or viewer.has("director") or viewer.is_client:
        return ReportLine.objects.none()
    visible = Project.objects.visible_to(viewer).values("pk")
    return ReportLine.objects.filter(Q(project__isnull=True) | ~Q(project__in=visible))


def seen_wholly(viewer: Viewer) -> Combinable:
    """For a list of reports: whether the viewer may read every line, and so the sums."""
    return ~Exists(hidden_lines(viewer).filter(report=OuterRef("pk")))


def check_can_send_report(viewer: Viewer, report: ClientReport) -> None:
    check_can_build_reports(viewer)
    if hidden_lines(viewer).filter(report=report).exists():
        raise NotAllowed(_("The report has lines of projects that you do not see. Who sees them all sends it."))
