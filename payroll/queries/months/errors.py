"""Why somebody's month cannot be computed, a sentence each."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from payroll.domain.spans import Gap, Span, Worked


def errors_of(gaps: Sequence[Gap], spans: Sequence[Span], worked: Mapping[int, Worked]) -> dict[int, str]:
    """{employee: the first thing to mend}, in the language of who asks."""
    found: dict[int, str] = {}
    for employee_id, sentence in (*map(_gap, gaps), *_unmeasured(spans, worked)):
        found.setdefault(employee_id, sentence)
    return found


def _gap(gap: Gap) -> tuple[int, str]:
    words = _("No pay plan holds from %(first)s to %(last)s.")
    return gap.employee_id, words % {"first": _day(gap.first), "last": _day(gap.last)}


def _unmeasured(spans: Sequence[Span], worked: Mapping[int, Worked]) -> Iterator[tuple[int, str]]:
    for span in spans:
        of_span = worked[span.place]
        if not of_span.norm_minutes:
            yield span.employee_id, _("The department has no working calendar that says how much is worked this month.")
        elif not of_span.sheet_ids:
            words = _("There is no timesheet of the days from %(first)s to %(last)s.")
            yield span.employee_id, words % {"first": _day(span.first), "last": _day(span.last)}


def _day(day: date) -> str:
    return format_date(day, "j E Y")
