"""The table of complaints, whom one concerns, and who decides (S6, P4)."""

from hypothesis import given, settings
from hypothesis import strategies as some

from disputes.domain.complaints import (
    COMPLAINT_TRANSITIONS,
    EVENT_OF,
    ComplaintEvent,
    ComplaintState,
    after,
    may_decide,
    whom_it_concerns,
)

people = some.integers(1, 4)
perhaps = some.none() | people


def test_a_decision_is_final() -> None:
    assert {state for state, _event in COMPLAINT_TRANSITIONS} == {ComplaintState.OPEN}
    for event in ComplaintEvent:
        reached = after(ComplaintState.OPEN, event)
        assert reached is not None and EVENT_OF[reached] is event
        assert after(reached, event) is None


@given(perhaps, perhaps)
@settings(max_examples=30)
def test_nobody_is_counted_twice(manager: int | None, head: int | None) -> None:
    concerned = whom_it_concerns(manager, head)
    assert set(concerned) | {None} == {manager, head, None}
    assert concerned[0] is None or concerned[0] != concerned[1]


@given(perhaps, perhaps, perhaps, some.booleans(), some.sets(people), some.sets(people), people, some.booleans())
@settings(max_examples=60)
def test_nobody_decides_on_their_own_case(
    employee: int | None,
    manager: int | None,
    head: int | None,
    is_director: bool,
    leads: set[int],
    heads: set[int],
    department: int,
    stands_in: bool,
) -> None:
    facts = {
        "is_director": is_director,
        "leads": leads,
        "heads": heads,
        "department": department,
        "stands_in": stands_in,
    }
    may = may_decide(employee=employee, concerned=(manager, head), **facts)  # type: ignore[arg-type]  # of several types
    if employee is None or employee in (manager, head) or department in heads:
        assert not may
    else:
        assert may == (is_director or stands_in or bool(leads - {department}))
