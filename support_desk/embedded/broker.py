"""Starts the embedded Valkey for Celery: for a worker, for beat, and for whoever hands out a task."""

from typing import Any

from celery.signals import beat_init, before_task_publish, celeryd_init
from django.conf import settings

from support_desk.embedded.servers import valkey_of


def start_broker_on_use() -> None:
    """With REDIS_URL set this does nothing."""
    for moment in (celeryd_init, beat_init, before_task_publish):
        moment.connect(_ensure_broker, weak=False, dispatch_uid="embedded broker")


def _ensure_broker(**_: Any) -> None:
    if settings.ENVIRONMENT.embedded_redis:
        valkey_of(settings.VAR_DIR).ensure()
