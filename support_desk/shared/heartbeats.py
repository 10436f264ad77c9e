"""The pulse of scheduled jobs: each says when it begins and ends; `health.register_heartbeat` says when it is late."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from support_desk.shared import clock
from support_desk.shared.models import Heartbeat

LONGEST_ERROR = 2_000


@dataclass(slots=True)
class Beat:
    """One run; the job puts into `done` how much it did."""

    done: int = 0


@contextmanager
def beat(name: str, at: datetime) -> Iterator[Beat]:
    """Around the work of a job, outside of any transaction: what it raises is noted and raised on."""
    begin(name, at)
    run = Beat()
    try:
        yield run
    except Exception as fault:
        fail(name, fault)
        raise
    end(name, clock.now(), run.done)


def begin(name: str, at: datetime) -> None:
    """A run starts; that of before keeps its end, so that the age of a job that hangs goes on counting."""
    Heartbeat.objects.update_or_create(name=name, defaults={"started_at": at})


def end(name: str, at: datetime, done: int) -> None:
    """The run that began is over and did `done`."""
    Heartbeat.objects.filter(name=name).update(finished_at=at, done=done, last_error="")


def fail(name: str, fault: Exception) -> None:
    """The run that began came to nothing."""
    words = f"{type(fault).__name__}: {fault}".replace("\x00", "")[:LONGEST_ERROR]
    Heartbeat.objects.filter(name=name).update(last_error=words)
