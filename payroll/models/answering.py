"""Who answers for somebody's pay: the head, of the head's own one level up, of a director's another one or the named
substitute, nobody for themselves (P4)."""

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from support_desk.shared.roles import Role
from support_desk.shared.viewer import Viewer
from workload.models import Employment, RoleAssignment, Substitute
from workload.models.local_days import local_day


def answered_by(
    viewer: Viewer, *, employee: str = "employee", department: str = "department", head: str = "department__head"
) -> Q:
    """Rows about the pay of an `employee` whom a `department` with a `head` pays, all three named by their paths."""
    if not viewer.is_employee:
        return Q(pk__in=[])
    manager = "manager" if employee == "pk" else f"{employee}__manager"
    is_head = Q(**{employee: F(head)})
    led = Q(**{f"{department}__in": viewer.led_department_ids}) & ~is_head
    up = is_head & Q(**{manager: viewer.employee_id})
    of_director = Q(is_director(viewer, employee))
    answers = Q(stands_in_for(viewer, employee)) & of_director | (led | up) & ~of_director
    if viewer.has("director"):
        answers = ~Q(pk__in=[])
    return answers & ~Q(**{employee: viewer.employee_id})


def answered_people(viewer: Viewer) -> QuerySet[Employment]:
    """Where those for whose pay the viewer answers work now."""
    return Employment.objects.at(viewer.at).filter(answered_by(viewer))


def is_director(viewer: Viewer, person: str) -> Exists:
    """Whether the one behind `person` directs now."""
    return Exists(RoleAssignment.objects.at(viewer.at).filter(role=Role.DIRECTOR, employee=OuterRef(person)))


def stands_in_for(viewer: Viewer, person: str) -> Exists:
    """Whether the viewer is the latest named substitute of the one behind `person`."""
    day = local_day(viewer.at, Employment.objects.all(), person="person")
    begun = Substitute.objects.alias(day=day).filter(starts_on__lte=F("day"))
    later = begun.filter(person=OuterRef("person"), starts_on__gt=OuterRef("starts_on"))
    own = begun.filter(person=OuterRef(person), stands_in_id=viewer.employee_id or 0)
    return Exists(own.filter(~Exists(later)))
