"""How hours of a timesheet are written."""

from workload.domain.timesheet_days import DayValue
from workload.domain.timesheet_totals import letters_of
from workload.models.timesheets import CODES, TimesheetDay

MINUTES_AN_HOUR = 60
NAMES = dict(CODES)
HINTS = dict(TimesheetDay._meta.get_field("hint").choices or ())
STATE_TONES = {"filled": "soon", "completed": "info", "approved": "done", "closed": "line"}
STATE_ICONS = {"filled": "hourglass", "completed": "check", "approved": "check-check", "closed": "lock"}


def hours_words(minutes: int) -> str:
    """ "8", "7:30"; "" for none."""
    hours, rest = divmod(minutes, MINUTES_AN_HOUR)
    if rest:
        return f"{hours}:{rest:02}"
    return str(hours) if hours else ""


def signed_hours(minutes: int) -> str:
    """A difference: "+1:30", "−8", "0"."""
    if not minutes:
        return "0"
    return ("+" if minutes > 0 else "−") + hours_words(abs(minutes))


def cell_words(value: DayValue, planned_minutes: int) -> tuple[str, str]:
    """(letters, hours) of a day: ("Я/Н", "4/8")."""
    parts = letters_of(value, planned_minutes)
    hours = "/".join(hours_words(minutes) for _letters, minutes in parts if minutes)
    return "/".join(letters for letters, _minutes in parts), hours
