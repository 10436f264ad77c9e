"""How load is said: hours, weeks, the finding above the board, why a move is proposed (L7)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from support_desk.shared.ui.figures import duration
from support_desk.shared.ui.times import TimeWords
from workload.domain.load import Tone
from workload.queries.load.board import Board
from workload.queries.load.moves import Proposal
from workload.queries.load.people import LoadPerson

NAMED = 3
FRIDAY = timedelta(days=4)


def hours(minutes: int) -> int:
    """Whole hours, rounded half up: enough for a week."""
    return (minutes + 30) // 60


def week_name(monday: date) -> str:
    """ "16–20 Mar", "30 Mar – 3 Apr": its working days."""
    friday, short = monday + FRIDAY, pgettext("date format, Django letters", "j M")
    if monday.month == friday.month:
        return f"{monday.day}–{format_date(friday, short)}"
    return f"{format_date(monday, short)} – {format_date(friday, short)}"


def finding(board: Board) -> str:
    """What the running week comes to, in a sentence."""
    over, idle = board.standing_out(Tone.OVER), board.standing_out(Tone.IDLE)
    said = [_over(over)] if over else []
    spare = sum(board.loads[person.id].weeks[0].spare for person in idle)
    if hours(spare):
        said.append(_idle(idle, hours(spare)))
    if board.nobody:
        said.append(_waiting(len(board.nobody.pieces)))
    return "; ".join(said) if said else _("Nobody is over capacity this week")


def _over(people: Sequence[LoadPerson]) -> str:
    words = ngettext(
        "%(names)s is over capacity this week", "%(names)s are over capacity this week", len(people)
    )  # fmt: skip
    return words % {"names": names(people)}


def _waiting(number: int) -> str:
    words = ngettext("%(number)d task waits for a specialist", "%(number)d tasks wait for a specialist", number)
    return words % {"number": number}


def _idle(people: Sequence[LoadPerson], spare: int) -> str:
    words = ngettext("%(names)s has %(hours)d free hours", "%(names)s have %(hours)d free hours", len(people))
    return words % {"names": names(people), "hours": spare}


def names(people: Sequence[LoadPerson]) -> str:
    """First names, at most three of them: "Ilya, Timur and 4 more"."""
    first = [person.name.split()[0] for person in people]
    if len(first) > NAMED:
        return _("%(names)s and %(number)d more") % {
            "names": ", ".join(first[:NAMED]), "number": len(first) - NAMED,
        }  # fmt: skip
    joined = ", ".join(first[:-1])
    return pgettext("list", "%(first)s and %(last)s") % {"first": joined, "last": first[-1]} if joined else first[0]


def why(proposal: Proposal, times: TimeWords) -> str:
    """ "PHP level 3, 14 h free before the deadline, which is kept: Fri 20 Mar"."""
    move = proposal.move
    said = []
    if move.level is not None:
        said.append(_("%(skill)s level %(level)d") % {"skill": proposal.skill_name, "level": move.level})
    if proposal.deadline_on is None:
        said.append(_("%(time)s free") % {"time": duration(move.free_minutes)})
    else:
        said.append(_("%(time)s free before the deadline") % {"time": duration(move.free_minutes)})
        said.append(_("%(day)s is kept") % {"day": times.day(proposal.deadline_on)})
    return ", ".join(said)
