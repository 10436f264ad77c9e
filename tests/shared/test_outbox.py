"""The outbox: sent once by any number of workers, retried, given up, taken back, revived (ADR 0003, I9)."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError

from support_desk.shared import clock, outbox
from support_desk.shared.actions.relay_outbox import (
    LEASE,
    MOST_ATTEMPTS,
    backoff,
    cancel,
    lease_next,
    relay_outbox,
    revive,
)
from support_desk.shared.models import OutboxItem
from support_desk.shared.outbox import SENDERS, NotNow, PermanentFailure
from support_desk.shared.viewer import Viewer
from tests.at_once import run_at_once
from tests.factories import NOW

SYSTEM = Viewer.system(NOW)
sent: list[str] = []


@pytest.fixture(autouse=True)
def _a_kind_of_items(monkeypatch: pytest.MonkeyPatch) -> None:
    """Items of kind "note" are noted; their payload says what goes wrong."""
    sent.clear()

    def send(item: OutboxItem) -> None:
        time.sleep(item.payload.get("takes", 0))
        if fault := item.payload.get("fault"):
            raise {"down": OSError("down"), "never": PermanentFailure("550 no such box"), "later": NotNow(NOW + LEASE)}[
                fault
            ]
        sent.append(item.key)

    monkeypatch.setitem(SENDERS, "note", send)


def an_item(key: str = "k", **over: Any) -> OutboxItem:
    payload = over.pop("payload", {})
    available_at = over.pop("available_at", NOW)
    item = outbox.enqueue(kind="note", key=key, payload=payload, at=NOW - timedelta(days=1), available_at=available_at)
    OutboxItem.objects.filter(pk=item.pk).update(**over)
    return item


@pytest.mark.django_db
def test_what_is_due_is_sent_in_order_and_what_is_not_waits() -> None:
    an_item("second")
    an_item("first", available_at=NOW - timedelta(seconds=1))
    an_item("later", available_at=NOW + timedelta(seconds=1))
    assert relay_outbox(at=NOW) == 2
    assert sent == ["first", "second"]
    item = OutboxItem.objects.get(key="first")
    assert (item.state, item.lease, item.sent_at is not None) == ("sent", None, True)
    assert relay_outbox(at=NOW) == 0
    assert OutboxItem.objects.get(key="later").state == "pending"


@pytest.mark.django_db
def test_a_run_stops_at_its_limit() -> None:
    for n in range(3):
        an_item(f"{n}")
    assert relay_outbox(at=NOW, limit=2) == 2


@pytest.mark.django_db
def test_a_key_is_used_once() -> None:
    an_item()
    with pytest.raises(IntegrityError):
        an_item()


@pytest.mark.django_db
def test_a_failure_is_tried_again_later_and_at_last_given_up() -> None:
    item = an_item(payload={"fault": "down"})
    assert relay_outbox(at=NOW) == 0
    item.refresh_from_db()
    assert (item.state, item.attempts, item.last_error) == ("pending", 1, "OSError: down")
    assert item.available_at > clock.now() + timedelta(seconds=5)
    OutboxItem.objects.update(attempts=MOST_ATTEMPTS - 1, available_at=NOW)
    relay_outbox(at=NOW)
    item.refresh_from_db()
    assert (item.state, item.attempts) == ("dead", MOST_ATTEMPTS)


@pytest.mark.django_db
def test_a_permanent_failure_is_given_up_at_once_with_the_servers_words() -> None:
    item = an_item(payload={"fault": "never"})
    relay_outbox(at=NOW)
    item.refresh_from_db()
    assert (item.state, item.last_error) == ("dead", "550 no such box")


@pytest.mark.django_db
def test_our_own_limits_count_as_no_failure() -> None:
    item = an_item(payload={"fault": "later"})
    relay_outbox(at=NOW)
    item.refresh_from_db()
    assert (item.state, item.attempts, item.available_at) == ("pending", 0, NOW + LEASE)


@pytest.mark.django_db
def test_a_dead_workers_item_is_taken_again_when_its_lease_has_run_out() -> None:
    an_item()
    assert lease_next(at=NOW) is not None
    assert lease_next(at=NOW + LEASE - timedelta(seconds=1)) is None
    again = lease_next(at=NOW + LEASE)
    assert again is not None
    assert again.attempts == 2


@pytest.mark.django_db
def test_whoever_lost_the_lease_changes_nothing() -> None:
    from support_desk.shared.actions.relay_outbox import deliver

    an_item(payload={"fault": "never"})
    slow = lease_next(at=NOW)
    quick = lease_next(at=NOW + LEASE)
    assert slow is not None
    assert quick is not None
    deliver(slow)
    assert OutboxItem.objects.get().state == "leased"


@pytest.mark.django_db
def test_only_what_was_never_tried_is_taken_back() -> None:
    an_item("new")
    an_item("tried", attempts=1)
    assert [cancel(key=key) for key in ("new", "new", "tried", "unknown")] == [True, False, False, False]


@pytest.mark.django_db
def test_only_what_was_given_up_is_revived() -> None:
    item = an_item(payload={"fault": "never"})
    assert not revive(item=item, by=SYSTEM, at=NOW)
    relay_outbox(at=NOW)
    assert revive(item=item, by=SYSTEM, at=NOW)
    item.refresh_from_db()
    assert (item.state, item.attempts) == ("pending", 0)


def test_retries_wait_longer_and_longer_up_to_an_hour() -> None:
    for attempts, seconds in [(1, 10), (2, 20), (3, 40), (9, 2560), (10, 3600), (12, 3600)]:
        waits = [backoff(attempts).total_seconds() for _ in range(20)]
        assert seconds <= min(waits) <= max(waits) <= seconds * 1.25


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_item_once() -> None:
    for n in range(12):
        an_item(f"{n}", payload={"takes": 0.01})
    done = run_at_once(*[lambda: relay_outbox(at=NOW)] * 3)
    assert (sum(done), sorted(sent, key=int)) == (12, [str(n) for n in range(12)])


@pytest.mark.django_db(transaction=True)
def test_taking_back_while_it_is_sent_has_one_outcome() -> None:
    for n in range(8):
        key = f"race{n}"
        an_item(key)
        taken, relayed = run_at_once(lambda key=key: cancel(key=key), lambda: relay_outbox(at=NOW))
        state = OutboxItem.objects.get(key=key).state
        assert (state, taken, relayed) in [("cancelled", True, 0), ("sent", False, 1)]
        assert (key in sent) == (state == "sent")
