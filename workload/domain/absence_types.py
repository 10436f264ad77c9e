"""What each type of absence means: its code on the timesheet (T-13), and what it asks for (L2, L5, D4)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class AbsenceType(StrEnum):
    VACATION = "vacation"
    SICKNESS = "sickness"
    UNPAID = "unpaid"
    BUSINESS_TRIP = "business_trip"
    STUDY = "study"
    DAY_OFF = "day_off"
    MATERNITY = "maternity"
    CHILDCARE = "childcare"
    PUBLIC_DUTY = "public_duty"
    PERSONAL = "personal"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Meaning:
    """`code`: the letters of the form T-13. `is_at_once`: recorded when it happens and confirmed later. `needs_slip`:
    planned, so that cover, colleagues and head sign in that order. `is_worked`: counts as worked time (a business
    trip). `stops_terms`: whole days of it do not count for the answer to a dispute."""

    code: str
    is_at_once: bool = False
    needs_slip: bool = False
    is_worked: bool = False
    stops_terms: bool = False


MEANINGS: Final[dict[AbsenceType, Meaning]] = {
    AbsenceType.VACATION: Meaning("ОТ", needs_slip=True, stops_terms=True),
    AbsenceType.SICKNESS: Meaning("Б", is_at_once=True, stops_terms=True),
    AbsenceType.UNPAID: Meaning("ДО", needs_slip=True),
    AbsenceType.BUSINESS_TRIP: Meaning("К", needs_slip=True, is_worked=True, stops_terms=True),
    AbsenceType.STUDY: Meaning("У", needs_slip=True),
    AbsenceType.DAY_OFF: Meaning("ОВ", needs_slip=True),
    AbsenceType.MATERNITY: Meaning("Р", needs_slip=True, stops_terms=True),
    AbsenceType.CHILDCARE: Meaning("ОЖ", needs_slip=True, stops_terms=True),
    AbsenceType.PUBLIC_DUTY: Meaning("Г"),
    AbsenceType.PERSONAL: Meaning("ДО"),
    AbsenceType.UNKNOWN: Meaning("НН", is_at_once=True),
}


def meaning_of(type_: str) -> Meaning:
    """KeyError for what is no type of absence."""
    try:
        return MEANINGS[AbsenceType(type_)]
    except ValueError:
        raise KeyError(type_) from None
