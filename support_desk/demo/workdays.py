"""When people of the demo work: Monday to Friday, nine to six where the department is."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

OPENS, CLOSES = time(9), time(18)
WORKDAYS = range(5)


class Workdays:
    """Arithmetic on working time in one zone; instants in and out are aware."""

    def __init__(self, timezone: str) -> None:
        self.zone = ZoneInfo(timezone)

    def later(self, start: datetime, minutes: int) -> datetime:
        """`start` plus so many working minutes."""
        moment, left = self.next_open(start), timedelta(minutes=minutes)
        while left > (rest := self._closing(moment) - moment):
            left -= rest
            moment = self.next_open(self._closing(moment))
        return moment + left

    def next_open(self, moment: datetime) -> datetime:
        """`moment` itself when work is going on, else the next time it begins."""
        local = moment.astimezone(self.zone)
        if local.weekday() in WORKDAYS and local.time() < CLOSES:
            return max(moment, self._at(local, OPENS))
        return self.next_open(self._at(local + timedelta(days=1), time(0, 1)))

    def _closing(self, moment: datetime) -> datetime:
        return self._at(moment.astimezone(self.zone), CLOSES)

    def _at(self, local: datetime, clock: time) -> datetime:
        return datetime.combine(local.date(), clock, tzinfo=self.zone).astimezone(UTC)
