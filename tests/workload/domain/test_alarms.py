"""The life of an overload alarm (L8)."""

from workload.domain.alarms import OPEN, TABLE, Event, State, after, events_of


def test_every_alarm_ends_closed_and_nothing_leads_back() -> None:
    assert events_of(State.CLOSED) == []
    assert after(State.DECIDED, Event.DECIDE) is None
    order = list(State)
    assert all(order.index(target) > order.index(state) for (state, _event), target in TABLE.items())
    assert [events_of(state) for state in OPEN] == [
        [Event.RAISE, Event.DECIDE, Event.CLOSE],
        [Event.DECIDE, Event.CLOSE],
    ]
