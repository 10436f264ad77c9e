"""While the broker is away what was done stays done, and nobody is shown an error."""

import pytest
from celery import current_app
from django.db import transaction

from support_desk.shared import clock, outbox
from support_desk.shared.models import OutboxItem
from support_desk.shared.tasks import relay_outbox

NOWHERE = "redis://127.0.0.1:1/0"


@pytest.mark.django_db(transaction=True)
def test_a_deed_is_done_though_nothing_can_be_handed_out(monkeypatch, caplog):
    ask_the_broker = relay_outbox.apply_async

    def ask_nowhere(args=None, kwargs=None, **options):
        return ask_the_broker(
            args, kwargs, **options, connection=current_app.connection_for_write(NOWHERE), retry=False
        )

    monkeypatch.setattr(relay_outbox, "apply_async", ask_nowhere)
    with transaction.atomic():
        outbox.enqueue(kind="note", key="k", payload={}, at=clock.now())
    assert OutboxItem.objects.filter(key="k").exists()
    assert "relay_outbox was not handed out" in caplog.text
