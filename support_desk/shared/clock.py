"""The one place that reads the clock. Entry points call `now()` once and pass the instant down as `at`."""

from datetime import datetime

from django.utils import timezone


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return timezone.now()
