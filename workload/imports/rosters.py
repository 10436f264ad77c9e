"""Rosters from a file: a row a shift, by the wall clock of the person (L1)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared.imports import Column, Importer, Problem, Row
from support_desk.shared.imports.cells import WholeNumber, clock_time, closing_time, day, email, words
from support_desk.shared.imports.deeds import in_one_deed
from support_desk.shared.viewer import Viewer
from workload.actions.many_shifts import WallShift, plan_many_shifts
from workload.models import Employee
from workload.permissions import can_manage_company, managed_department_ids

# What a shift's fields are called in the file.
COLUMN_OF = {"employee": "email", "starts": "from", "break_minutes": "break", "day": "day", "reason": "reason"}
LONGEST_BREAK = 720


def may_load(viewer: Viewer) -> bool:
    """Who plans the shifts of a department, or of all."""
    return can_manage_company(viewer) or bool(managed_department_ids(viewer))


def load(rows: Sequence[Row], by: Viewer, at: datetime) -> list[Problem]:
    """All shifts as one deed."""
    people = people_by_email({row.values["email"] for row in rows}, by)
    unknown = unknown_people(rows, people)
    return in_one_deed(
        rows,
        unknown,
        lambda known: plan_many_shifts(wanted=[shift_of(row, people) for row in known], by=by, at=at),
        COLUMN_OF,
    )


def look(broken: Sequence[Row], others: Sequence[Row], viewer: Viewer) -> list[Problem]:
    """Unknown people of rows that cannot be tried."""
    return unknown_people(broken, people_by_email({row.values["email"] for row in broken}, viewer))


def unknown_people(rows: Sequence[Row], people: dict[str, int]) -> list[Problem]:
    words = _("Nobody here has this address.")
    addresses = [(row.number, row.values["email"]) for row in rows]
    return [
        Problem(number, "email", address, words) for number, address in addresses if address not in people | {"": 0}
    ]


def shift_of(row: Row, people: Mapping[str, int]) -> WallShift:
    """The shift that a row names."""
    values = row.values
    return WallShift(
        employee_id=people[values["email"]],
        day=values["day"],
        starts=values["from"],
        ends=values["until"],
        break_minutes=values["break"],
        reason=values["reason"],
    )


def people_by_email(addresses: set[str], viewer: Viewer) -> dict[str, int]:
    """{address in lower case: employee} of those who have one of the addresses. One statement."""
    rows = Employee.objects.visible_to(viewer).filter(user__email__in=addresses)
    return {address.lower(): pk for address, pk in rows.values_list("user__email", "pk")}


ROSTERS = Importer(
    key="rosters",
    title=gettext_lazy("Rosters"),
    words=gettext_lazy("A row a shift. Whoever has a shift in a month works by their roster in all of it."),
    icon="calendar-days",
    done_url_name="roster",
    may=may_load,
    load=load,
    look=look,
    at_once=2_000,
    most_rows=10_000,
    columns=(
        Column(
            "email",
            gettext_lazy("E-mail"),
            email,
            "anna@example.com",
            gettext_lazy("The address under which the person logs in."),
            aliases=("email", "mail", "почта", "e-mail", "эл. почта", "адрес"),
            required=True,
        ),
        Column(
            "day",
            gettext_lazy("Day"),
            day,
            "2026-12-01",
            gettext_lazy("The day on which the shift begins."),
            aliases=("date", "дата", "день"),
            required=True,
        ),
        Column(
            "from",
            gettext_lazy("From"),
            clock_time,
            "09:00",
            gettext_lazy("In the person’s own time zone."),
            aliases=("start", "starts", "с", "начало"),
            required=True,
        ),
        Column(
            "until",
            gettext_lazy("Until"),
            closing_time,
            "18:00",
            gettext_lazy("A shift that does not end later than it begins runs into the next day."),
            aliases=("end", "ends", "to", "до", "по", "конец"),
            required=True,
        ),
        Column(
            "break",
            gettext_lazy("Break, minutes"),
            WholeNumber(0, LONGEST_BREAK),
            "60",
            gettext_lazy("What of the shift is not worked; empty is none."),
            aliases=("break", "lunch", "перерыв", "обед"),
            empty=0,
        ),
        Column(
            "reason",
            gettext_lazy("Reason"),
            words(500),
            "",
            gettext_lazy("Only for shifts that have begun already."),
            aliases=("why", "причина"),
        ),
    ),
)
