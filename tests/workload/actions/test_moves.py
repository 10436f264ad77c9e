"""Moving and letting go: dated terms, nothing left ownerless, nothing left to get in with (P1, I10)."""

from datetime import UTC, date, datetime

import pytest

from support_desk.shared.errors import NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import ApiToken, AuditEntry, PeriodLock
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_department, a_project, an_employee, viewer
from tests.factories.clients import department_of
from workload.actions.moves import dismiss_employee, transfer_employee
from workload.models import Department, Employee, Employment, Position, RoleAssignment
from workload.queries.viewers import viewer_of_employee

pytestmark = pytest.mark.django_db
TODAY, TOMORROW = date(2026, 11, 18), date(2026, 11, 19)
HIRED = date(2026, 1, 12)


@pytest.fixture
def director() -> Viewer:
    return viewer(an_employee("director"))


@pytest.fixture
def kim() -> Employee:
    return an_employee("manager")


@pytest.fixture
def elsewhere() -> Department:
    return a_department()


@pytest.fixture
def position() -> Position:
    return Position.objects.create(name="Editor")


def terms_of(person: Employee) -> list[tuple[int, date, date | None]]:
    return list(person.employments.order_by("starts_on").values_list("department_id", "starts_on", "ends_on"))


def a_token(person: Employee) -> ApiToken:
    far = datetime(2027, 6, 1, tzinfo=UTC)
    return ApiToken.objects.create(
        user=person.user, name="t", prefix="sd_", digest=f"d{person.pk}", scopes=[], created_at=NOW, expires_at=far
    )


def test_a_move_may_change_the_share_of_full_time_and_the_first_day_corrects_it(
    director: Viewer, kim: Employee, elsewhere: Department, position: Position
) -> None:
    move = {"employee": kim, "department": department_of(kim), "position": position, "by": director, "at": NOW}
    transfer_employee(on=TOMORROW, share_percent=50, **move)
    assert list(kim.employments.order_by("starts_on").values_list("share_percent", flat=True)) == [100, 50]
    transfer_employee(on=TOMORROW, share_percent=75, **move)
    assert kim.employments.latest("starts_on").share_percent == 75
    with pytest.raises(Refused):
        transfer_employee(on=date(2026, 11, 20), share_percent=101, **move)


def test_a_move_ends_one_term_and_begins_the_next(
    director: Viewer, kim: Employee, elsewhere: Department, position: Position
) -> None:
    home = department_of(kim).pk
    transfer_employee(employee=kim, department=elsewhere, position=position, on=TOMORROW, by=director, at=NOW)
    assert terms_of(kim) == [(home, HIRED, TODAY), (elsewhere.pk, TOMORROW, None)]
    assert kim.employments.latest("starts_on").share_percent == 100
    entry = AuditEntry.objects.get(action="employee.transfer")
    assert (entry.scope, entry.after["on"]) == (f"employee:{kim.pk}", "2026-11-19")


def test_on_its_first_day_a_term_is_corrected(
    director: Viewer, kim: Employee, elsewhere: Department, position: Position
) -> None:
    transfer_employee(employee=kim, department=elsewhere, position=position, on=HIRED, by=director, at=NOW)
    assert terms_of(kim) == [(elsewhere.pk, HIRED, None)]


def test_a_planned_move_stands_in_the_way(
    director: Viewer, kim: Employee, elsewhere: Department, position: Position
) -> None:
    transfer_employee(employee=kim, department=elsewhere, position=position, on=TOMORROW, by=director, at=NOW)
    with pytest.raises(Refused, match="already written down"):
        transfer_employee(employee=kim, department=elsewhere, position=position, on=TODAY, by=director, at=NOW)


def test_nobody_moves_out_of_or_into_a_closed_month(
    director: Viewer, kim: Employee, elsewhere: Department, position: Position
) -> None:
    for place in (elsewhere, department_of(kim)):
        lock = PeriodLock.objects.create(department_id=place.pk, month=date(2026, 11, 1), closed_at=NOW)
        with pytest.raises(PeriodClosed):
            transfer_employee(employee=kim, department=elsewhere, position=position, on=TODAY, by=director, at=NOW)
        lock.delete()


def test_projects_of_the_old_department_are_handed_over_first(
    director: Viewer, kim: Employee, elsewhere: Department, position: Position
) -> None:
    for name in ("A", "B", "C", "D"):
        a_project(owner=kim, name=name)
    move = {"employee": kim, "department": elsewhere, "position": position, "by": director, "at": NOW}
    with pytest.raises(Refused, match="A, B, C…"):
        transfer_employee(on=TODAY, **move)
    transfer_employee(on=TOMORROW, **move)


def test_another_position_in_the_same_department_keeps_the_projects(
    director: Viewer, kim: Employee, position: Position
) -> None:
    a_project(owner=kim)
    transfer_employee(employee=kim, department=department_of(kim), position=position, on=TODAY, by=director, at=NOW)
    assert Employment.objects.get(employee=kim, starts_on=TODAY).position == position


def test_nobody_moves_or_dismisses_themselves(elsewhere: Department, position: Position) -> None:
    keeper = an_employee("director")
    with pytest.raises(NotAllowed):
        transfer_employee(employee=keeper, department=elsewhere, position=position, on=TODAY, by=viewer(keeper), at=NOW)
    with pytest.raises(NotAllowed):
        dismiss_employee(employee=keeper, left_on=TODAY, by=viewer(keeper), at=NOW)


def test_a_head_moves_people_only_within_reach(kim: Employee, elsewhere: Department, position: Position) -> None:
    head = viewer(an_employee("head", department=department_of(kim)))
    with pytest.raises(NotAllowed):
        transfer_employee(employee=kim, department=elsewhere, position=position, on=TODAY, by=head, at=NOW)
    dismiss_employee(employee=kim, left_on=TODAY, by=head, at=NOW)


def test_who_leaves_today_is_out_at_once(director: Viewer, kim: Employee) -> None:
    token = a_token(kim)
    RoleAssignment.objects.create(employee=kim, role="operator", starts_on=TOMORROW)
    dismiss_employee(employee=kim, left_on=TODAY, by=director, at=NOW)
    kim.refresh_from_db()
    kim.user.refresh_from_db()
    token.refresh_from_db()
    assert (kim.left_on, kim.user.is_active, kim.user.session_epoch, token.revoked_at) == (TODAY, False, 1, NOW)
    assert [(held.role, held.ends_on) for held in kim.role_assignments.all()] == [("manager", TODAY)]
    assert terms_of(kim)[-1][2] == TODAY
    with pytest.raises(Refused, match="has left by then"):
        dismiss_employee(employee=kim, left_on=TOMORROW, by=director, at=NOW)
    with pytest.raises(Refused, match="has left"):
        transfer_employee(
            employee=kim, department=a_department(), position=Position.objects.first(), on=date(2026, 12, 1),
            by=director, at=datetime(2026, 11, 20, tzinfo=UTC),
        )  # fmt: skip


def test_a_last_day_to_come_lets_the_person_work_until_then(director: Viewer, kim: Employee) -> None:
    token = a_token(kim)
    dismiss_employee(employee=kim, left_on=TOMORROW, by=director, at=NOW)
    kim.user.refresh_from_db()
    token.refresh_from_db()
    assert (kim.user.is_active, token.revoked_at, token.expires_at) == (True, None, datetime(2026, 11, 20, tzinfo=UTC))
    assert viewer_of_employee(kim, datetime(2026, 11, 19, 12, tzinfo=UTC)).is_employee
    assert not viewer_of_employee(kim, datetime(2026, 11, 20, 12, tzinfo=UTC)).is_employee


def test_nobody_leaves_projects_or_a_department_without_a_head(director: Viewer) -> None:
    head = an_employee("head")
    project = a_project(owner=head)
    with pytest.raises(Refused, match="Hand over the projects first"):
        dismiss_employee(employee=head, left_on=TODAY, by=director, at=NOW)
    project.is_active = False
    project.save()
    with pytest.raises(Refused, match="another head"):
        dismiss_employee(employee=head, left_on=TODAY, by=director, at=NOW)


def test_nobody_leaves_in_a_closed_month(director: Viewer, kim: Employee) -> None:
    PeriodLock.objects.create(department_id=department_of(kim).pk, month=date(2026, 11, 1), closed_at=NOW)
    with pytest.raises(PeriodClosed):
        dismiss_employee(employee=kim, left_on=TODAY, by=director, at=NOW)
