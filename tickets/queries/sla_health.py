"""Whether somebody still watches the promises: the sweep's pulse (S3)."""

from datetime import datetime, timedelta

from support_desk.shared.models import Heartbeat
from tickets.models import Clock

HEARTBEAT = "sla.sweep"
LATE_AFTER = timedelta(minutes=3)
# More than this is due only after a standstill, or on a morning after a holiday.
USUAL = 4_000


def is_behind(at: datetime) -> bool:
    """More is due than one pair of hands should take alone. One statement that reads so many index entries at most."""
    return Clock.objects.due(at).order_by("next_at").values_list("pk", flat=True)[USUAL : USUAL + 1].exists()


def sweep_silence(at: datetime) -> timedelta | None:
    """For how long no sweep has ended, once that is too long; None while all is well. One statement.

    A desk that was never swept is not silent but new: the gauge of the status page counts from its installation.
    """
    swept_at = Heartbeat.objects.filter(name=HEARTBEAT).values_list("finished_at", flat=True).first()
    if swept_at is None or at - swept_at <= LATE_AFTER:
        return None
    return at - swept_at
