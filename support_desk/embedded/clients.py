"""Starts the embedded Valkey for those who are about to use it: the cache's connections and Celery."""

from pathlib import Path
from typing import Any

from celery.signals import beat_init, before_task_publish, celeryd_init
from django.conf import settings
from redis import ConnectionPool

from support_desk.embedded.servers import valkey_of


class StartingPool(ConnectionPool):
    """Connections of the cache; the server is started before the first of them."""

    def __init__(self, *args: Any, var_dir: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._var_dir = Path(var_dir)

    def make_connection(self) -> Any:
        valkey_of(self._var_dir).ensure()
        return super().make_connection()


def start_broker_on_use() -> None:
    """A worker, beat, and whoever hands out a task find a broker; with REDIS_URL set this does nothing."""
    for moment in (celeryd_init, beat_init, before_task_publish):
        moment.connect(_ensure_broker, weak=False, dispatch_uid="embedded broker")


def _ensure_broker(**_: Any) -> None:
    if settings.ENVIRONMENT.embedded_redis:
        valkey_of(settings.VAR_DIR).ensure()
