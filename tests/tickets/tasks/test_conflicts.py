"""Two managers, one specialist: who decides, and what follows (W1, P4)."""

from typing import NamedTuple

import pytest

from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Notice
from support_desk.shared.notices import words_of
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_department, a_project, a_task, a_ticket, an_employee, viewer
from tickets.actions.tasks.conflicts import order_tasks
from tickets.actions.tasks.moving import decline_task, move_task, offer_task
from tickets.domain.tasks import TaskEvent
from tickets.models import DeclineReason, OrderConflict, Task
from workload.models import Employee

pytestmark = pytest.mark.django_db


class Clash(NamedTuple):
    """`task` was declined by `specialist`, who is busy with `against`."""

    task: Task
    against: Task
    specialist: Employee
    conflict: OrderConflict

    @property
    def manager(self) -> Viewer:
        return viewer(self.task.manager)

    @property
    def other(self) -> Viewer:
        return viewer(self.against.manager)


def a_clash(manager: Employee | None = None, other: Employee | None = None) -> Clash:
    manager, other = manager or an_employee("manager"), other or an_employee("manager")
    specialist = an_employee("specialist")
    task, against = (
        a_task(a_ticket(a_project(owner=who), status="open"), assignee=specialist, is_critical=True, status=status)
        for who, status in ((manager, "offered"), (other, "accepted"))
    )
    by = viewer(specialist)
    declined = decline_task(task=task, reason=DeclineReason.BUSY, against=against, by=by, at=NOW)
    return Clash(declined, against, specialist, OrderConflict.objects.get(task=task))


def order(clash: Clash, first: Task, by: Viewer) -> OrderConflict:
    return order_tasks(conflict=clash.conflict, first=first, by=by, at=NOW)


def ranks(clash: Clash) -> list[int]:
    clash.task.refresh_from_db()
    clash.against.refresh_from_db()
    return [clash.task.rank, clash.against.rank]


def test_a_critical_task_is_declined_for_lack_of_time_only_by_naming_another() -> None:
    task = a_task(is_critical=True, status="offered")
    by, foreign, done = viewer(task.assignee), a_task(), a_task(assignee=task.assignee, status="submitted")
    for against in (None, task, foreign, done):
        with pytest.raises(Refused) as refused:
            decline_task(task=task, reason=DeclineReason.BUSY, against=against, by=by, at=NOW)
        assert refused.value.field == "against"
    with pytest.raises(Refused):
        move_task(task=task, event=TaskEvent.DECLINE, reason=DeclineReason.BUSY, by=by, at=NOW)
    decline_task(task=task, reason=DeclineReason.SKILL, by=by, at=NOW)
    assert not OrderConflict.objects.exists()


def test_one_proposes_the_other_agrees_and_ranks_follow() -> None:
    clash = a_clash()
    assert order(clash, clash.task, clash.manager).settled_at is None
    assert order(clash, clash.task, clash.manager).settled_at is None, "nobody agrees with themselves"
    settled = order(clash, clash.task, clash.other)
    assert (settled.first, settled.settled_by) == (clash.task, clash.against.manager)
    first, second = ranks(clash)
    assert first < second
    assert (clash.task.status, clash.task.assignee) == ("offered", clash.specialist)


def test_a_counter_proposal_replaces_the_first() -> None:
    clash = a_clash()
    order(clash, clash.task, clash.manager)
    assert order(clash, clash.against, clash.other).settled_at is None
    assert order(clash, clash.against, clash.manager).first == clash.against
    first, second = ranks(clash)
    assert second < first
    assert clash.task.status == "declined"


def test_the_manager_of_both_simply_orders() -> None:
    manager = an_employee("manager")
    clash = a_clash(manager, manager)
    assert order(clash, clash.against, viewer(manager)).settled_at == NOW


def test_the_head_decides_alone_unless_one_of_the_tasks_is_theirs() -> None:
    department = a_department()
    head = an_employee("head", department=department)
    clash = a_clash(an_employee("manager", department=department))
    assert order(clash, clash.task, viewer(head)).settled_at == NOW
    own = a_clash(head)
    assert order(own, own.task, viewer(head)).settled_at is None


def test_nobody_speaks_for_two_managers() -> None:
    department = a_department()
    managers = [an_employee("manager", department=department) for _ in range(2)]
    clash = a_clash(*managers)
    with pytest.raises(NotAllowed):
        order(clash, clash.task, viewer(an_employee("operator", department=department)))
    with pytest.raises(NotAllowed):
        order(clash, clash.task, viewer(an_employee("director")))
    with pytest.raises(OrderConflict.DoesNotExist):
        order(clash, clash.task, viewer(an_employee("manager")))


def test_who_stands_in_for_a_manager_does_not_agree_with_that_manager() -> None:
    department = a_department()
    clash = a_clash(an_employee("manager", department=department))
    operator = viewer(an_employee("operator", department=department))
    order(clash, clash.task, operator)
    assert order(clash, clash.task, clash.manager).settled_at is None
    assert order(clash, clash.task, clash.other).settled_at == NOW


def test_it_is_settled_once_and_between_the_two() -> None:
    clash = a_clash()
    with pytest.raises(Refused):
        order(clash, a_task(), clash.manager)
    order(clash, clash.task, clash.manager)
    order(clash, clash.task, clash.other)
    with pytest.raises(IllegalTransition):
        order(clash, clash.against, clash.other)


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_a_task_that_goes_to_another_or_nowhere_needs_no_order(is_cancelled: bool) -> None:
    clash = a_clash()
    if is_cancelled:
        move_task(task=clash.task, event=TaskEvent.CANCEL, by=clash.manager, at=NOW)
    else:
        offer_task(task=clash.task, to=an_employee("specialist"), by=clash.manager, at=NOW)
    clash.conflict.refresh_from_db()
    assert (clash.conflict.first, clash.conflict.settled_at) == (clash.against, NOW)


def test_managers_and_heads_hear_of_it_and_each_of_their_own_task_alone() -> None:
    department = a_department()
    head = an_employee("head", department=department)
    clash = a_clash(an_employee("manager", department=department))
    told = Notice.objects.filter(kind="task.conflict")
    assert set(told.values_list("user__name", "facts__title")) == {
        (clash.manager.name, clash.task.title),
        (clash.other.name, clash.against.title),
        (head.name, clash.task.title),
    }
    assert all("cannot do two tasks at once" in words_of(notice).body for notice in told)
    order(clash, clash.task, clash.manager)
    proposed = Notice.objects.filter(kind="task.conflict", user__name=clash.other.name).latest("pk")
    assert words_of(proposed).body == f"{clash.manager.name} proposes an order. Agree or propose another."
    order(clash, clash.task, viewer(head))
    settled = Notice.objects.filter(kind="task.ordered", user__name=clash.specialist.name)
    assert set(settled.values_list("facts__title", "facts__is_first")) == {
        (clash.task.title, True),
        (clash.against.title, False),
    }
    assert {words_of(notice).title for notice in settled} == {
        f"It goes first: {clash.task.title}",
        f"Another task goes before it: {clash.against.title}",
    }


def test_the_trail_of_one_client_says_nothing_of_the_other() -> None:
    clash = a_clash()
    order(clash, clash.task, clash.manager)
    order(clash, clash.task, clash.other)
    trail = AuditEntry.objects.of_scope(clash.task.ticket.scope)
    assert {"conflict.raise", "conflict.propose", "conflict.settle"} <= set(trail.values_list("action", flat=True))
    assert clash.against.title not in repr(list(trail.values()))
