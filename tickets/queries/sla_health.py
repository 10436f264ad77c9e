"""Whether somebody still watches the promises: the sweep's pulse (S3)."""

from datetime import datetime, timedelta

from support_desk.shared.models import Heartbeat

HEARTBEAT = "sla.sweep"
LATE_AFTER = timedelta(minutes=3)


def sweep_silence(at: datetime) -> timedelta | None:
    """For how long no sweep has ended, once that is too long; None while all is well. One statement.

    A desk that was never swept is not silent but new: the gauge of the status page counts from its installation.
    """
    swept_at = Heartbeat.objects.filter(name=HEARTBEAT).values_list("finished_at", flat=True).first()
    if swept_at is None or at - swept_at <= LATE_AFTER:
        return None
    return at - swept_at
