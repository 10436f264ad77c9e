"""`/rating/`: the month's race of a department, and what became of its disputes (M5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, F, OuterRef, Q, Subquery, Sum, When
from django.db.models.functions import Coalesce

from disputes.domain.ledger import month_of
from disputes.domain.race import Runner, Score, race
from disputes.domain.tallies import Tally
from disputes.domain.workflow import DisputeState
from disputes.models import Dispute, Posting
from support_desk.shared.viewer import Viewer
from workload.domain.months import month_after
from workload.domain.planned import midnight
from workload.domain.zones import zone_named
from workload.models import Department, Employee, Employment

WEEK = timedelta(days=7)
MOST_OWN = 100
# What takes a posting back is no gain of who had lost: it stands on the side of what it takes back.
GAIN = Q(mirrors__isnull=True, points__gt=0) | Q(mirrors__isnull=False, points__lt=0)


@dataclass(frozen=True, slots=True)
class RatedDepartment:
    """A department whose people the viewer knows by name; `first_month`: of its first points, if there are any."""

    id: int
    name: str
    timezone: str
    first_month: date | None

    def month_at(self, at: datetime) -> date:
        """The running month there."""
        return month_of(at, zone_named(self.timezone))


@dataclass(frozen=True, slots=True)
class RatingRow:
    """Somebody in the race."""

    name: str
    runner: Runner
    is_me: bool


@dataclass(frozen=True, slots=True)
class OtherDepartment:
    """Another one, without names."""

    name: str
    people: int
    won: int
    lost: int


@dataclass(frozen=True, slots=True)
class Rating:
    """`rows`: the first one first; `others`: by name; `own`: the viewer's postings, the last one first."""

    department: RatedDepartment
    month: date
    is_running: bool
    rows: Sequence[RatingRow]
    others: Sequence[OtherDepartment]
    tally: Tally
    own: Sequence[Posting]


def rated_departments(viewer: Viewer) -> list[RatedDepartment]:
    """Those whose names the viewer may know (M5): one's own and those one leads, which come first; all to the director,
    the one with most people first, as the director's own is seldom where points are. One statement."""
    seen = Department.objects.visible_to(viewer)
    first = Posting.objects.filter(department=OuterRef("pk")).order_by("month").values("month")[:1]
    columns = ("pk", "name", "timezone", Subquery(first))
    if viewer.is_system or viewer.has("director"):
        seen = seen.order_by(-_people(viewer.at), "name")
        return [RatedDepartment(*row) for row in seen.values_list(*columns)]
    own = viewer.department_ids | viewer.led_department_ids
    return [RatedDepartment(*row) for row in seen.filter(pk__in=own).order_by("name").values_list(*columns)]


def rating_of(viewer: Viewer, department: RatedDepartment, month: date) -> Rating:
    """The race as it stands, and as it stood a week before now, or before the end of a month that is over. Three
    statements; people of other departments are summed up before they leave the database."""
    over_at = midnight(month_after(month), zone_named(department.timezone))
    sums = _sums(department.id, month, min(viewer.at, over_at) - WEEK)
    own = Posting.objects.visible_to(viewer).of_month(month).filter(employee=viewer.employee_id)
    return Rating(
        department=department,
        month=month,
        is_running=viewer.at < over_at,
        rows=_rows(sums, viewer),
        others=[OtherDepartment(one.place, one.people, one.won, one.lost) for one in sums if one.employee is None],
        tally=_tally(department.id, month),
        own=list(own.select_related("dispute").order_by("-posted_at", "-pk")[:MOST_OWN]),
    )


def _people(at: datetime) -> Coalesce:
    """How many work in a department at `at`."""
    here = Employment.objects.at(at).filter(department=OuterRef("pk"), employee__in=Employee.objects.employed_at(at))
    return Coalesce(Subquery(here.order_by().values("department").values(number=Count("pk"))), 0)


@dataclass(frozen=True, slots=True)
class _Sum:
    """Points of somebody here, or without `employee` of all people of another department."""

    place: str
    name: str | None
    employee: int | None
    people: int
    won: int
    lost: int
    before: int


def _sums(department_id: int, month: date, week_ago: datetime) -> list[_Sum]:
    here = Q(department=department_id)
    rows = (
        Posting.objects.of_month(month)
        .order_by("department__name")
        .annotate(name=Case(When(here, then=F("employee__name"))), who=Case(When(here, then=F("employee_id"))))
        .values("department__name", "name", "who")
        .annotate(
            people=Count("employee", distinct=True),
            won=Coalesce(Sum("points", filter=GAIN), 0),
            lost=-Coalesce(Sum("points", filter=~GAIN), 0),
            before=Coalesce(Sum("points", filter=Q(posted_at__lte=week_ago)), 0),
        )
    )
    return [
        _Sum(*row) for row in rows.values_list("department__name", "name", "who", "people", "won", "lost", "before")
    ]


def _rows(sums: list[_Sum], viewer: Viewer) -> list[RatingRow]:
    names = {one.employee: one.name or "" for one in sums if one.employee is not None}
    scores = [Score(one.employee, one.won, one.lost, one.before) for one in sums if one.employee is not None]
    return [
        RatingRow(names[runner.score.employee], runner, runner.score.employee == viewer.employee_id)
        for runner in race(scores)
    ]


def _tally(department_id: int, month: date) -> Tally:
    """How the disputes of the department's people ended in that month (the respondent's department)."""
    ended = (
        Dispute.objects.decided_in(department_id, month).order_by().values_list("state").annotate(number=Count("pk"))
    )
    return Tally({DisputeState(state): number for state, number in ended})
