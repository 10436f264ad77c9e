"""A month of pay in a sentence and in steps, for its page (Y5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from payroll.domain.run_states import PeriodState, RunState
from payroll.queries.runs.month_page import PayMonthPage
from workload.queries.timesheets.blocks import month_words

LABELS: Final = (
    pgettext_lazy("step of a month of pay", "Checked and frozen"),
    pgettext_lazy("step of a month of pay", "Drafted"),
    pgettext_lazy("step of a month of pay", "Confirmed"),
    pgettext_lazy("step of a month of pay", "Approved"),
    pgettext_lazy("step of a month of pay", "Closed"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """`place`: past, now or to come."""

    label: str
    place: str
    note: str = ""


def month_title(page: PayMonthPage) -> str:
    """What is to be done, or how it stands."""
    if page.left_out and reached(page) == 1 and not page.drafting:
        return _("%(month)s: somebody is not paid yet, draft the rest") % {"month": month_words(page.period.month)}
    words = {
        0: _("%(month)s: look through the facts and freeze them") if page.keeps else _("%(month)s is open"),
        1: _("%(month)s is being drafted") if page.drafting else _("%(month)s: the facts are frozen, draft the pay"),
        2: _("%(month)s: the pay is drafted and waits to be confirmed"),
        3: _("%(month)s: the pay is confirmed and waits to be approved"),
        4: _("%(month)s: what you see is approved"),
        5: _("%(month)s is closed"),
    }
    return words[reached(page)] % {"month": month_words(page.period.month)}


def month_steps(page: PayMonthPage) -> Sequence[Step]:
    """Each with who took it last."""
    done = reached(page)
    notes = _notes(page)
    return [
        Step(str(label), "past" if place < done else "now" if place == done else "next", notes.get(place, ""))
        for place, label in enumerate(LABELS)
    ]


def reached(page: PayMonthPage) -> int:
    """How many steps all that is seen of the month has behind it."""
    if page.period.state == PeriodState.CLOSED:
        return len(LABELS)
    if page.period.state == PeriodState.OPEN:
        return 0
    states = [part.run.state for part in page.parts]
    if page.drafting or page.failed or not states:
        return 1
    least = min(_steps_of(RunState(state)) for state in states)
    return 1 if page.left_out and least == len(LABELS) - 1 else least


def _steps_of(state: RunState) -> int:
    return {RunState.DRAFTED: 2, RunState.CONFIRMED: 3, RunState.APPROVED: 4}[state]


def _notes(page: PayMonthPage) -> dict[int, str]:
    runs = [part.run for part in page.parts]
    confirmed = sorted({run.confirmed_by.name for run in runs if run.confirmed_by})
    approved = sorted({run.approved_by.name for run in runs if run.approved_by})
    frozen = page.period.frozen_by.name if page.period.frozen_by else ""
    return {0: frozen, 2: ", ".join(confirmed), 3: ", ".join(approved)}
