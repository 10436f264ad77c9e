"""Proposed moves are applied, undone and turned down once, however often and by however many (L7)."""

from datetime import timedelta

import pytest

from support_desk.shared.errors import Conflict, NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests.at_once import run_at_once
from tests.factories import NOW, an_employee, viewer
from tests.factories.load import a_busy_department, a_move, a_specialist, an_overload
from tickets.models import Task
from workload import work_sources
from workload.actions.load_moves import apply_move, dismiss_move, undo_move
from workload.models import Department, Employee, LoadMove
from workload.queries.load.figures import whole_board
from workload.work_sources import WorkMove

pytestmark = pytest.mark.django_db


@pytest.fixture
def department() -> Department:
    return a_busy_department()


@pytest.fixture
def head(department: Department) -> Employee:
    return an_employee("head", department=department)


def apply(task: Task, to: Employee, by: Employee) -> LoadMove:
    return apply_move(
        department_id=to.employments.get().department_id, key=f"task:{task.pk}", to_id=to.pk, by=viewer(by), at=NOW
    )


def test_a_move_gives_the_task_away_and_undo_brings_it_back(department: Department, head: Employee) -> None:
    task, full, free = an_overload(department)
    move = apply(task, free, head)
    task.refresh_from_db()
    assert (task.assignee, task.status) == (free, "offered")
    assert (move.from_employee, move.minutes, move.title, move.decided_by) == (full, 360, task.title, head)
    assert move.reasons["level"] == 3 and move.reasons["deadline_kept"] == "2026-11-19"
    assert apply(task, free, head) == move
    undone = undo_move(move=move, by=viewer(head), at=NOW)
    task.refresh_from_db()
    assert (task.assignee, undone.state, undone.undone_by) == (full, "undone", head)
    assert undo_move(move=move, by=viewer(head), at=NOW).undone_at == undone.undone_at
    deeds = [entry.action for entry in AuditEntry.objects.filter(scope=f"loadmove:{move.pk}").order_by("pk")]
    assert deeds == ["load.move", "load.undo"]


def test_what_has_moved_on_is_not_undone(department: Department, head: Employee) -> None:
    task, _full, free = an_overload(department)
    move = apply(task, free, head)
    Task.objects.filter(pk=task.pk).update(status="accepted")
    with pytest.raises(Conflict, match="Accepted"):
        undo_move(move=move, by=viewer(head), at=NOW)
    LoadMove.objects.filter(pk=move.pk).update(state="passed")
    with pytest.raises(Conflict, match="nothing to undo"):
        undo_move(move=move, by=viewer(head), at=NOW)


def test_a_later_move_of_the_same_work_follows_the_former(department: Department, head: Employee) -> None:
    task, full, free = an_overload(department)
    elsewhere = a_specialist(department)
    former = a_move(task, full, head, from_employee=elsewhere)
    apply(task, free, head)
    former.refresh_from_db()
    assert former.state == "passed"


def test_work_that_has_come_back_goes_to_the_same_person_again(department: Department, head: Employee) -> None:
    task, full, free = an_overload(department)
    former = apply(task, free, head)
    Task.objects.filter(pk=task.pk).update(assignee=full)
    again = apply(task, free, head)
    former.refresh_from_db()
    task.refresh_from_db()
    assert (former.state, again.state, task.assignee) == ("passed", "applied", free)


@pytest.mark.parametrize("why", ["without a specialist", "declined", "left behind"])
def test_what_waits_for_somebody_is_on_the_board_and_given(department: Department, head: Employee, why: str) -> None:
    task, _full, free = an_overload(department)
    gone = a_specialist(department)
    gone.employments.update(ends_on=NOW.date() - timedelta(days=1))
    ways = {"without a specialist": {"assignee": None, "status": "offered"}, "declined": {"status": "declined"},
            "left behind": {"assignee": gone}}  # fmt: skip
    Task.objects.filter(pk=task.pk).update(**ways[why])
    board = whole_board(department.pk, NOW)
    assert board is not None and board.nobody is not None
    assert [piece.key for piece in board.nobody.pieces] == [f"task:{task.pk}"]
    move = apply(task, free, head)
    task.refresh_from_db()
    assert (task.assignee, task.status, move.from_employee) == (free, "offered", None)
    with pytest.raises(Refused, match="nobody’s before"):
        undo_move(move=move, by=viewer(head), at=NOW)
    lost = WorkMove(f"task:{task.pk}", None, a_specialist(department).pk, "")
    with pytest.raises(Conflict, match=free.name):
        work_sources.move(move=lost, by=viewer(head), at=NOW)


def test_only_what_the_board_proposes_to_somebody_is_applied(department: Department, head: Employee) -> None:
    task, full, free = an_overload(department)
    manager, office = task.manager, an_employee("office_manager", department=department)
    for by, to in ((office, free), (head, full), (an_employee("manager", department=department), free)):
        with pytest.raises(Conflict, match="no longer"):
            apply(task, to, by)
    with pytest.raises(Conflict, match="no longer"):
        apply_move(department_id=0, key="task:1", to_id=free.pk, by=viewer(head), at=NOW)
    assert apply(task, free, manager).decided_by == manager


def test_the_desk_itself_decides_nothing(department: Department) -> None:
    task, _full, free = an_overload(department)
    deed = {"department_id": department.pk, "key": f"task:{task.pk}", "to_id": free.pk, "at": NOW}
    with pytest.raises(NotAllowed):
        apply_move(**deed, by=Viewer.system(NOW))


def test_not_this_is_not_proposed_again(department: Department, head: Employee) -> None:
    task, _full, free = an_overload(department)
    asked = {"department_id": department.pk, "key": f"task:{task.pk}", "to_id": free.pk, "by": viewer(head), "at": NOW}
    kept = dismiss_move(**asked)
    assert (kept.state, dismiss_move(**asked)) == ("dismissed", kept)
    task.refresh_from_db()
    assert task.assignee != free
    with pytest.raises(Conflict, match="no longer"):
        apply(task, free, head)


def test_work_that_no_source_knows_is_refused(department: Department, head: Employee, monkeypatch) -> None:
    task, _full, free = an_overload(department)
    monkeypatch.setattr(work_sources, "move", lambda **_asked: False)
    with pytest.raises(Refused, match="Nobody knows"):
        apply(task, free, head)


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_come_to_one_outcome(department: Department, head: Employee) -> None:
    task, _full, free = an_overload(department)
    outcomes = run_at_once(*[lambda by=by: apply(task, free, by) for by in (head, head, task.manager)])
    assert LoadMove.objects.get().work_key == f"task:{task.pk}"
    assert {type(outcome) for outcome in outcomes} <= {LoadMove, Conflict}
    assert task.changes.count() == 1
