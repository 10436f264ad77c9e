"""The rows of the board as HTML: 150 people with four bars each are too many for templates (L7)."""

from collections.abc import Iterator
from datetime import date

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from support_desk.shared.ui.charts import against_line
from support_desk.shared.ui.icons import icon
from support_desk.shared.ui.marks import avatar
from workload.domain.load import Tone, WeekLoad
from workload.domain.policies import WorkloadRules
from workload.queries.load.board import Board
from workload.queries.load.people import LoadPerson, nobody
from workload.queries.load.words import hours, week_name

# So much more than the longest capacity is shown of what goes beyond it.
ROOM_BEYOND = 1.3
SHOWN = {Tone.OVER: ("bad", "triangle-alert"), Tone.IDLE: ("idle", "battery-low")}


def board_rows(board: Board) -> SafeString:
    """A row a person; each cell leads to what makes it up."""
    return SafeString("".join(_Rows(board)))  # every text in it is escaped


class _Rows:
    """What all cells share is said once."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.rules: WorkloadRules = board.department.rules
        weeks = [week for person in board.people for week in board.weeks_of(person.id)]
        self.scale = ROOM_BEYOND * max((week.capacity for week in weeks), default=0) or 1.0
        self.numbers = _("%(demand)d of %(capacity)d h")
        self.label = _("Tasks %(tasks)d h, usual inflow %(inflow)d h, does not fit %(late)d h, capacity %(capacity)d h")
        self.mondays = board.weeks[: board.shown]
        self.weeks = [escape(week_name(monday)) for monday in self.mondays]

    def __iter__(self) -> Iterator[str]:
        if self.board.nobody:
            yield self.row(nobody(), icon("user-round-x"))
        yield from (self.row(person, avatar(person.name)) for person in self.board.people)

    def row(self, person: LoadPerson, face: str) -> str:
        cells = "".join(
            f'<td data-label="{name}">{self.cell(person, monday, week)}</td>'
            for name, monday, week in zip(self.weeks, self.mondays, self.board.weeks_of(person.id), strict=True)
        )
        said = f'<span class="clip">{escape(person.name)}</span><small class="clip">{escape(person.position)}</small>'
        head = f'<span class="person">{face}<span class="person-text">{said}</span></span>'
        return f'<tr data-row id="load-{person.id}"><th scope="row">{head}</th>{cells}</tr>'

    def cell(self, person: LoadPerson, monday: date, week: WeekLoad) -> str:
        """A link, by an address relative to the board's."""
        figures = {"tasks": hours(week.tasks), "inflow": hours(week.inflow), "late": hours(week.late),
                   "capacity": hours(week.capacity), "demand": hours(week.demand)}  # fmt: skip
        address = f"{person.id}/{monday}/" + ("" if person.id else f"?department={self.board.department.id}")
        return (
            f'<a class="load-cell" href="{address}" hx-get="{address}" hx-target="#loaded-dialog">'
            f'<span class="load-nums"><span>{escape(self.numbers % figures)}</span>{self.percent(week)}</span>'
            f"{self.bar(week, self.label % figures)}</a>"
        )

    def percent(self, week: WeekLoad) -> str:
        said = "–" if week.percent is None else f"{week.percent}\u00a0%"
        tone, drawn = SHOWN.get(week.tone(self.rules), ("", ""))
        return f'<span data-tone="{tone}">{icon(drawn, "s")}{said}</span>' if tone else f"<span>{said}</span>"

    def bar(self, week: WeekLoad, label: str) -> SafeString:
        """What fits, what usually comes, what does not fit; and the line of the capacity."""
        parts = ((week.tasks, ""), (week.inflow, "second"), (week.late, "bad"))
        return against_line(parts, week.capacity, self.scale, label)
