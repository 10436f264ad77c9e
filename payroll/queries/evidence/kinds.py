"""What a source of evidence shows of its rows, and how a page of them is read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from payroll.models import LineEvidence, Payslip
from support_desk.shared.viewer import Viewer
from tickets.models import Ticket

PAGE: Final = 12


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """`href`: where it is told in full, "" where that is not for the viewer; `is_away`: of another site;
    `day`: in words; `tone`: of the figure."""

    title: str
    href: str = ""
    note: str = ""
    day: str = ""
    figure: str = ""
    tone: str = ""
    is_away: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A source. `headings`: of what, when and how much. `seen`: its rows as far as the viewer may see them, in the
    order of the page; `row`: one of them in words."""

    headings: tuple[Any, Any, Any]
    seen: Callable[[Viewer, Payslip, Sequence[int]], QuerySet[Any]]
    row: Callable[[Any], EvidenceRow]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the rows of one source, from `start`. `total`: all that counted; `hidden`: those of them that are not
    the viewer's to see any more. `before`, `after`: where the neighbouring pages begin, None without one."""

    source: str
    title: str
    headings: tuple[Any, Any, Any]
    rows: Sequence[EvidenceRow]
    total: int
    hidden: int = 0
    start: int = 0
    before: int | None = None
    after: int | None = None
    says: str = field(default="")


def listing(kind: Kind, viewer: Viewer, slip: Payslip, evidence: LineEvidence, start: int, says: str = "") -> Listing:
    """Two statements, whatever the number of rows. A settlement is one row for all of its points."""
    seen = kind.seen(viewer, slip, evidence.ids)
    known = seen.count()
    start = start if 0 <= start < known else 0
    return Listing(
        source=evidence.source,
        title=str(LineEvidence.Source(evidence.source).label),
        headings=kind.headings,
        rows=[kind.row(one) for one in seen[start : start + PAGE]],
        total=max(len(evidence.ids), known),
        hidden=max(len(evidence.ids) - known, 0),
        start=start,
        before=max(start - PAGE, 0) if start else None,
        after=start + PAGE if start + PAGE < known else None,
        says=says,
    )


def day_words(day: date | datetime | None) -> str:
    """ "11 Feb" in the reader's zone and language; "" without a day."""
    if day is None:
        return ""
    local = timezone.localtime(day).date() if isinstance(day, datetime) else day
    return str(date_format(local, pgettext("date format, Django letters", "j M")))


def ticket_seen(viewer: Viewer) -> Exists:
    """Whether the row's ticket is the viewer's to open."""
    return Exists(Ticket.objects.visible_to(viewer).filter(pk=OuterRef("ticket")))


def ticket_words(ticket: Ticket) -> str:
    return f"#{ticket.number} {ticket.subject}"


def ticket_path(ticket: Ticket) -> str:
    return reverse("ticket", args=[ticket.number])
