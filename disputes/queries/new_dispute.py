"""What the form of a new dispute offers: colleagues, and the rules that bound one of them on the day (D1, D2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from disputes.models import Acknowledgement, Clause, Regulation, RegulationVersion, RevisionRequest
from support_desk.shared.viewer import Viewer
from tickets.models import Message, Ticket
from workload.models import Employee, Employment

MOST_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Pick:
    """What can be cited: a clause, or a rule that has none as a whole. `value`: as the form sends it."""

    value: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """A rule that bound the respondent on the day of the event. `read_at`: when they had read that version, None when
    they had not before it happened; `is_mended`: being mended now."""

    regulation_id: int
    version: RegulationVersion
    clauses: list[Clause]
    read_at: datetime | None
    is_mended: bool

    @property
    def picks(self) -> list[Pick]:
        """Its clauses in their order, or the rule itself."""
        whole = str(self.regulation_id)
        cited = [Pick(f"{whole}.{clause.pk}", clause.number, clause.text) for clause in self.clauses]
        return cited or [Pick(whole, "", _("The rule as a whole"))]


def colleagues_like(viewer: Viewer, words: str, *, but: int = 0) -> QuerySet[Employee]:
    """Whoever works here and is not the viewer, by a part of the name; with their department. `but`: an id left out."""
    here = Employee.objects.visible_to(viewer).employed_at(viewer.at).exclude(pk__in=(viewer.employee_id or 0, but))
    found = here.filter(name__icontains=words) if words else here
    place = Employment.objects.at(viewer.at).filter(employee=OuterRef("pk"))
    return found.annotate(place=Subquery(place.values("department__name")[:1])).order_by("name")[:MOST_SHOWN]


def rules_binding(respondent: Employee, happened_at: datetime, viewer: Viewer) -> list[RuleChoice]:
    """The company's rules and those of the department the respondent worked in, as they stood on that day. Five
    statements, however many rules there are."""
    department_id, day = _place_and_day(respondent, happened_at)
    bound = Q(department__isnull=True) | Q(department_id=department_id)
    standing = Q(ended_on__isnull=True) | Q(ended_on__gte=day)
    regulations = Regulation.objects.visible_to(viewer).filter(bound, standing)
    begun = RegulationVersion.objects.begun(day).filter(regulation=OuterRef("regulation"))
    versions = (
        RegulationVersion.objects.begun(day)
        .filter(regulation__in=regulations, pk=Subquery(begun.order_by("-starts_on").values("pk")[:1]))
        .select_related("regulation")
        .prefetch_related(Prefetch("clauses", Clause.objects.order_by("place")))
        .order_by("regulation__code")
    )
    found = list(versions)
    read = dict(
        Acknowledgement.objects.filter(
            employee=respondent, version__in=found, acknowledged_at__lte=happened_at
        ).values_list("version_id", "acknowledged_at")
    )
    codes = [version.regulation_id for version in found]
    mended = set(RevisionRequest.objects.open().filter(regulation__in=codes).values_list("regulation_id", flat=True))
    return [
        RuleChoice(
            version.regulation_id,
            version,
            list(version.clauses.all()),
            read.get(version.pk),
            version.regulation_id in mended,
        )
        for version in found
    ]


def _place_and_day(respondent: Employee, happened_at: datetime) -> tuple[int, date]:
    """The department of that day, and the day that it was there. One statement."""
    term = Employment.objects.at(happened_at).filter(employee=respondent).select_related("department").first()
    if term is None:
        return 0, happened_at.date()
    return term.department_id, happened_at.astimezone(ZoneInfo(term.department.timezone)).date()


def of_message(viewer: Viewer, pk: int) -> Mapping[str, Any] | None:
    """A reply of ours: its author, when, on which ticket."""
    seen = Message.objects.visible_to(viewer).filter(pk=pk, retracted_at__isnull=True)
    message = seen.select_related("ticket").defer("search", "ticket__search").first()
    if message is None:
        return None
    about = {"message": message.pk, "ticket": message.ticket.number, "title": message.ticket.subject[:200]}
    return about | {"happened_at": message.created_at} | _respondent(message.author_id, viewer)


def of_ticket(viewer: Viewer, number: int) -> Mapping[str, Any] | None:
    """A ticket: whoever answers it, else the owner of its project."""
    ticket = Ticket.objects.visible_to(viewer).select_related("project").defer("search").filter(number=number).first()
    if ticket is None:
        return None
    owner_id = ticket.project.owner_id if ticket.project else None
    about = {"ticket": ticket.number, "title": ticket.subject[:200]}
    return about | _respondent(ticket.assignee_id or owner_id, viewer)


def _respondent(employee_id: int | None, viewer: Viewer) -> dict[str, Any]:
    return {"respondent": employee_id} if employee_id and employee_id != viewer.employee_id else {}
