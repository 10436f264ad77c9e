"""Two colleagues, their head and a director, with a dispute between the two."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from disputes.domain.ledger import Entry, Parties, bad_mirrors, is_explained
from disputes.domain.postings import Cause
from disputes.domain.postings import Posting as Moved
from disputes.domain.workflow import DisputeState, is_path
from disputes.models import Dispute, Posting
from support_desk.shared.models import Notice
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.factories import NOW
from workload.domain.zones import zone_named
from workload.models import Employee, Employment


@dataclass
class Court:
    """Who is who. Viewers are built for the instant at which they act."""

    initiator: Employee
    respondent: Employee
    head: Employee
    director: Employee
    dispute: Dispute

    def by(self, role: str, at: datetime = NOW) -> Viewer:
        """The viewer of "initiator", "respondent", "head", "director", at `at`."""
        return make.viewer(getattr(self, role), at)


def a_court(*, zone: str = "Europe/Moscow", respondent: dict[str, Any] | None = None, **over: Any) -> Court:
    """In one department of `zone`; `over` goes to the dispute, `respondent` to that employee."""
    place = make.a_department(timezone=zone)
    head = make.an_employee("head", department=place)
    initiator = make.an_employee("manager", department=place)
    accused = make.an_employee("manager", department=place, **(respondent or {}))
    director = make.an_employee("director", department=make.a_department())
    over.setdefault("version", make.a_version(make.a_regulation(place, owner=head)))
    return Court(initiator, accused, head, director, make.a_dispute(initiator, accused, **over))


def points_of(dispute: Dispute) -> Counter[int]:
    """{employee: sum of what the dispute has posted}, without those who come out at nothing."""
    sums: Counter[int] = Counter()
    for employee, points in Posting.objects.filter(dispute=dispute).values_list("employee_id", "points"):
        sums[employee] += points
    return Counter({employee: points for employee, points in sums.items() if points})


def told(employee: Employee) -> list[str]:
    """Kinds of what somebody is told of disputes, in order."""
    return list(
        Notice.objects.filter(user__employee=employee, kind__startswith="dispute.")
        .order_by("id")
        .values_list("kind", flat=True)
    )


def check_places(dispute: Dispute) -> None:
    """M3: each posting stands where its employee worked on the day of the decision that it is about, and is
    between departments where the two worked in different ones then."""
    outcomes = Posting.objects.filter(dispute=dispute).exclude(cause=Posting.Cause.CORRECTION)
    for row in outcomes.select_related("step", "mirrors__step"):
        at = (row.mirrors or row).step.at
        day = at.astimezone(zone_named(dispute.department.timezone)).date()
        terms = Employment.objects.filter(
            employee__in=[dispute.initiator_id, dispute.respondent_id], starts_on__lte=day
        )
        places = {one.employee_id: one.department_id for one in terms.order_by("starts_on")}
        assert row.department_id == places[row.employee_id]
        assert row.is_cross == (len(set(places.values())) > 1)


def check_lawful(dispute: Dispute) -> None:
    """I1, I7: the ledger sums to what the outcome says, every mirror is true, and the history is a path."""
    dispute = Dispute.objects.get(pk=dispute.pk)
    entries = [
        Entry(one.pk, dispute.pk, Moved(one.employee_id, one.points, one.initiator_id, Cause(one.cause), one.is_cross),
              one.mirrors_id)
        for one in Posting.objects.filter(dispute=dispute).order_by("id")
    ]  # fmt: skip
    parties = Parties(dispute.initiator_id, dispute.respondent_id, dispute.is_cross)
    assert is_explained(entries, dispute.pk, DisputeState(dispute.state), parties, dispute.rules.stakes())
    assert bad_mirrors(entries) == []
    check_places(dispute)
    history = [DisputeState.OPEN, *(DisputeState(step.after) for step in dispute.steps.order_by("id"))]
    assert is_path(history)
    assert history[-1] == dispute.state
