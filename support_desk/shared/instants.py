"""Reading instants that were written by hand or by another program."""

import re
from datetime import UTC, datetime

EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
LOST_PLUS = re.compile(r" (\d\d:?\d\d)$")


def parse_instant(text: str) -> datetime:
    """An ISO 8601 instant with its offset, in UTC; a "+" that a URL turned into a space is understood.

    ValueError without an offset or outside the years 1970 to 2199.
    """
    try:
        instant = datetime.fromisoformat(LOST_PLUS.sub(r"+\1", text))
    except OverflowError as error:
        raise ValueError(text) from error
    if instant.tzinfo is None or not EARLIEST <= instant < LATEST:
        raise ValueError(text)
    return instant.astimezone(UTC)
