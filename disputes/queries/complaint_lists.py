"""Lists of complaints and of what may be one (S6)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When

from disputes.complaint_permissions import can_decide
from disputes.domain.complaints import ComplaintState
from disputes.models import Complaint, ComplaintSuggestion
from disputes.models.complaints import stands_in_for
from support_desk.shared.cursors import Page, keyset_page
from support_desk.shared.viewer import Viewer

LONGEST_WORDS = 160
TONES = {ComplaintState.OPEN: "soon", ComplaintState.CONFIRMED: "bad", ComplaintState.REJECTED: "line"}
ICONS = {ComplaintState.OPEN: "hourglass", ComplaintState.CONFIRMED: "check", ComplaintState.REJECTED: "x"}


ORDER = ("turn", "-id")
UNREAD = ("message__search", "message__body_html", "message__quoted_text", "message__ticket__search")


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """A complaint with what the viewer may do about it now, by the rules that the action obeys."""

    complaint: Complaint
    may_decide: bool
    concerns_viewer: bool

    @property
    def tone(self) -> str:
        return TONES[ComplaintState(self.complaint.state)]

    @property
    def icon(self) -> str:
        return ICONS[ComplaintState(self.complaint.state)]

    @property
    def words(self) -> str:
        """How it begins: in the words of who flagged it, else in the client's."""
        complaint = self.complaint
        said = complaint.what or (complaint.message.body_text if complaint.message else "")
        text = " ".join(said.split())
        return text if len(text) <= LONGEST_WORDS else text[:LONGEST_WORDS].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class ComplaintList:
    """A page of the list; `newer` and `older` are cursors."""

    rows: list[ComplaintRow]
    newer: str
    older: str


def complaints_of(viewer: Viewer) -> QuerySet[Complaint]:
    """What the viewer sees, with all that is shown of it; `is_for_substitute`: by P4 it is theirs to decide."""
    related = (
        "client",
        "project",
        "department",
        "manager",
        "head",
        "flagged_by",
        "decided_by",
        "ticket",
        "message__ticket",
    )
    return (
        Complaint.objects.visible_to(viewer)
        .select_related(*related)
        .defer(
            "ticket__search", "message__search", "message__ticket__search", "message__body_html", "message__quoted_text"
        )
        .annotate(is_for_substitute=stands_in_for(viewer))
    )


def complaint_list(viewer: Viewer, *, state: str = "", cursor: str = "") -> ComplaintList:
    """Fifty rows after `cursor`: what waits for the viewer's decision first, then what is open, then the latest.
    `state`: those only, "" all. One statement."""
    found = complaints_of(viewer).annotate(turn=_turn(viewer))
    page = keyset_page(found.filter(state=state) if state else found, order=ORDER, cursor=cursor)
    return ComplaintList([complaint_row(one, viewer) for one in page.rows], page.newer, page.older)


def complaint_row(complaint: Any, viewer: Viewer) -> ComplaintRow:
    """Of one that was read by `complaints_of`. No statement."""
    is_open = complaint.state == ComplaintState.OPEN
    may = is_open and can_decide(viewer, complaint, stands_in=complaint.is_for_substitute)
    return ComplaintRow(complaint, may, viewer.employee_id in complaint.concerned_ids)


def suggestion_list(viewer: Viewer, *, cursor: str = "") -> Page[ComplaintSuggestion]:
    """Fifty open ones in tickets that the viewer sees, the latest first. One statement."""
    found = open_suggestions(viewer).select_related("message__ticket__client").defer(*UNREAD)
    return keyset_page(found, order=("-pk",), cursor=cursor)


def dismissed_list(viewer: Viewer, *, cursor: str = "") -> Page[ComplaintSuggestion]:
    """Fifty of which somebody said that they are none, the latest first, in tickets that the viewer sees; not what was
    flagged all the same. One statement."""
    seen = ComplaintSuggestion.objects.visible_to(viewer).dismissed()
    found = seen.select_related("message__ticket__client", "settled_by").defer(*UNREAD)
    return keyset_page(found, order=("-settled_at", "-pk"), cursor=cursor)


def open_suggestions(viewer: Viewer) -> QuerySet[ComplaintSuggestion]:
    """Nobody has said yet whether these are complaints."""
    return ComplaintSuggestion.objects.visible_to(viewer).open()


def waiting_for(viewer: Viewer) -> QuerySet[Complaint, Any]:
    """What the rail counts: open ones that the viewer may decide on."""
    return Complaint.objects.for_decision_of(viewer)


def _turn(viewer: Viewer) -> Case:
    """0: the viewer decides, 1: somebody else does, 2: it is decided."""
    mine = When(pk__in=Complaint.objects.for_decision_of(viewer).values("pk"), then=Value(0))
    return Case(
        mine, When(state=ComplaintState.OPEN, then=Value(1)), default=Value(2), output_field=IntegerField()
    )  # fmt: skip
