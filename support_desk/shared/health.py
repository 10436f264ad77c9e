"""Is the desk alive and ready, and how old is what waits. Apps add their own gauges and ages by `register`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import current_app
from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Max, Min, Q
from kombu.exceptions import ChannelError, OperationalError

from support_desk.shared.models import AuditSeal, AuditWatermark, Heartbeat, OutboxItem

BROKER_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Gauge:
    """One figure. `late_after`: as an age in seconds, from which on somebody should look; None: it is just a figure."""

    name: str
    value: float
    help: str
    late_after: timedelta | None = None

    @property
    def is_late(self) -> bool:
        return self.late_after is not None and self.value > self.late_after.total_seconds()


Probe = Callable[[datetime], Iterable[Gauge]]
_probes: list[Probe] = []
_heartbeats: dict[str, timedelta] = {}
_migrated = False


def register(probe: Probe) -> Probe:
    """Adds gauges; called while Django starts, or as a decorator."""
    _probes.append(probe)
    return probe


def register_heartbeat(name: str, late_after: timedelta) -> None:
    """A job that should have ended a run within `late_after`, whatever its schedule is; called from `ready()`."""
    _heartbeats[name] = late_after


def heartbeat_names() -> tuple[str, ...]:
    """Of all jobs that have a pulse."""
    return tuple(_heartbeats)


def gauges(at: datetime) -> list[Gauge]:
    """All figures of all probes; each is a bounded query on an index made for it."""
    return [gauge for probe in _probes for gauge in probe(at)]


def failing() -> list[str]:
    """What must work and does not, by name: "database", "migrations", "broker". Empty when the desk is ready."""
    if not database_answers():
        return ["database", *([] if broker_answers() else ["broker"])]
    checks = {"migrations": migrations_applied, "broker": broker_answers}
    return [name for name, check in checks.items() if not check()]


def database_answers() -> bool:
    try:
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def migrations_applied() -> bool:
    """Looked up until it is so; a process never sees migrations of newer code than its own."""
    global _migrated
    if not _migrated:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def broker_answers() -> bool:
    # The first use of the cache starts an embedded server, which is the broker's as well.
    cache.get("health")
    try:
        with current_app.connection_for_write(connect_timeout=BROKER_SECONDS) as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=BROKER_SECONDS)
    except (OperationalError, OSError):
        return False
    return True


def age(since: datetime | None, at: datetime) -> float:
    """Seconds from `since` to `at`, never negative; 0 where there is nothing."""
    return max(0.0, (at - since).total_seconds()) if since else 0.0


@register
def outbox_gauges(at: datetime) -> Iterable[Gauge]:
    """What has not left yet. Early by our own rules is not late: the age counts from when it could have left."""
    state = OutboxItem.State
    due = Q(state__in=[state.PENDING, state.LEASED])
    row = OutboxItem.objects.filter(due | Q(state=state.DEAD)).aggregate(
        waiting=Count("id", filter=due), oldest=Min("available_at", filter=due), dead=Count("id", filter=~due)
    )
    yield Gauge("outbox_waiting", row["waiting"], "Outgoing items not sent yet.")
    yield Gauge("outbox_dead", row["dead"], "Outgoing items that were given up.")
    oldest = age(row["oldest"], at)
    yield Gauge("outbox_oldest_seconds", oldest, "How long the oldest of them has been due.", timedelta(minutes=10))


@register
def broker_gauges(at: datetime) -> Iterable[Gauge]:
    """Nothing is told while the broker is away; `failing` names it then."""
    waiting = tasks_waiting()
    if waiting is not None:
        yield Gauge("broker_waiting", waiting, "Tasks that wait for a worker.")


def tasks_waiting() -> int | None:
    """How many the broker holds that no worker has begun; None while it does not answer."""
    try:
        with current_app.connection_for_write(connect_timeout=BROKER_SECONDS) as connection:
            connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=BROKER_SECONDS)
            queue = current_app.amqp.queues[current_app.conf.task_default_queue](connection.default_channel)
            return int(queue.queue_declare(passive=True).message_count)
    except ChannelError:  # no queue yet: nothing was ever handed out
        return 0
    except (OperationalError, OSError):
        return None


@register
def audit_gauges(at: datetime) -> Iterable[Gauge]:
    """The sealing job runs every minute: its age tells whether the scheduler is silent."""
    sealed_at = AuditWatermark.objects.values_list("sealed_at", flat=True).first()
    last = AuditSeal.objects.order_by("-id").values_list("id", flat=True).first()
    yield Gauge("audit_sealed_entries", last or 0, "Entries of the audit trail in the chain.")
    yield Gauge("scheduler_age_seconds", age(sealed_at, at), "Since the last sealing.", timedelta(minutes=5))


@register
def heartbeat_gauges(at: datetime) -> Iterable[Gauge]:
    """One age a scheduled job. One that never ended a run counts from the newest migration, which is the moment this
    version was installed: a fresh desk has its time, and a scheduler that never came up is late all the same."""
    ended = dict(Heartbeat.objects.filter(finished_at__isnull=False).values_list("name", "finished_at"))
    installed_at = None if _heartbeats.keys() <= ended.keys() else _installed_at()
    for name, late_after in _heartbeats.items():
        since = age(ended.get(name, installed_at), at)
        yield Gauge(f"job_{name.replace('.', '_')}_age_seconds", since, "Since the job last ended a run.", late_after)


def _installed_at() -> datetime | None:
    recorder = MigrationRecorder(connections[DEFAULT_DB_ALIAS])
    found: datetime | None = recorder.migration_qs.aggregate(newest=Max("applied"))["newest"]
    return found
