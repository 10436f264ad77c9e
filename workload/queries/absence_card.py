"""The page of one absence: its leave slip as a timeline, and what the viewer may do (L2, P2)."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from workload.domain.absences import IN_FORCE, Event, State, events_of
from workload.domain.leave_slips import SlipEvent, SlipState, slip_events_for
from workload.models import Absence, Department, LeaveSlip, MakeUp, SignKind, SignOff, SignState
from workload.permissions import can_decide_absence
from workload.queries.absences import departments_on, may_decide_now
from workload.queries.absent_throughout import is_absent_throughout
from workload.queries.consequences import consequences_of
from workload.queries.coverage import Left, coverage_of
from workload.queries.deciders import without_head
from workload.queries.slip_words import waits_for
from workload.slip_permissions import parties_of

ICONS = {SignState.ASKED: "hourglass", SignState.AGREED: "check", SignState.DECLINED: "ban", SignState.REPLACED: "x"}
Entry = tuple[str, object, object]


@dataclass(frozen=True, slots=True)
class AbsenceCard:
    """`knows_type`: the viewer may know the type, the note and the decision; whoever only signs may not (P2).

    `events`: what the viewer may do with the slip, `decides` with the absence. `consequences`: of an absence that was
    entered for a time that had passed. `cover_is_absent`: for all of that time, since they agreed. `cover_away`: the
    days of it on which they are absent, for whoever decides. `may_change`: another last day, another cover.
    """

    absence: Absence
    knows_type: bool
    slip: LeaveSlip | None
    entries: list[Entry]
    waits: str
    events: frozenset[SlipEvent]
    decides: frozenset[Event]
    make_ups: list[MakeUp] = field(default_factory=list)
    left: Left | None = None
    consequences: list[str] = field(default_factory=list)
    cover_is_absent: bool = False
    cover_away: list[tuple[date, date]] = field(default_factory=list)
    may_change: bool = False

    @property
    def may_sign(self) -> bool:
        return SlipEvent.AGREE in self.events

    @property
    def may_name(self) -> bool:
        return SlipEvent.NAME in self.events


def found_absence(viewer: Viewer, absence_id: int) -> Absence | None:
    """One the viewer may see, or whose slip they sign. One statement."""
    seen = Q(pk__in=Absence.objects.visible_to(viewer).values("pk"))
    signed = Q(pk__in=LeaveSlip.objects.visible_to(viewer).values("absence_id"))
    rows = Absence.objects.filter(seen | signed).select_related("employee", "cover", "decided_by", "slip")
    return rows.filter(pk=absence_id).first()


def absence_card(viewer: Viewer, absence: Absence) -> AbsenceCard:
    """Six statements; for whoever decides seven more, and a few for an absence in the past."""
    knows_type = Absence.objects.visible_to(viewer).filter(pk=absence.pk).exists()
    slip: LeaveSlip | None = getattr(absence, "slip", None)
    signs = list(slip.sign_offs.select_related("person").order_by("id")) if slip else []
    places = departments_on(viewer.at, {absence.employee_id})
    department = places.get(absence.employee_id)
    decides = decisions_of(viewer, absence, department)
    return AbsenceCard(
        absence=absence,
        knows_type=knows_type,
        slip=slip,
        entries=entries_of(absence, signs, TimeWords(at=viewer.at), knows_type=knows_type),
        waits=waits_for(slip, signs) if slip else "",
        events=slip_events(viewer, absence, slip, signs, department),
        decides=decides,
        make_ups=list(absence.make_ups.all()) if knows_type else [],
        left=coverage_of([absence], places).get(absence.pk) if Event.APPROVE in decides else None,
        consequences=past_consequences(absence) if knows_type else [],
        cover_away=cover_away(absence) if Event.APPROVE in decides else [],
        cover_is_absent=knows_type and is_cover_absent(absence),
        may_change=may_change(viewer, absence, department),
    )


def decisions_of(viewer: Viewer, absence: Absence, department: Department | None) -> frozenset[Event]:
    """What the viewer may do with the absence itself, by the rules that the actions obey."""
    events = frozenset(events_of(State(absence.state)))
    if department is not None and can_decide_absence(viewer, absence.employee, department):
        away = without_head([department], viewer.at) if viewer.has("office_manager") else frozenset[int]()
        return events if may_decide_now(viewer, absence, department, away) else events & {Event.CANCEL}
    is_open = absence.starts_at > viewer.at or absence.state == State.REQUESTED
    return events & {Event.CANCEL} if absence.employee_id == viewer.employee_id and is_open else frozenset()


def may_change(viewer: Viewer, absence: Absence, department: Department | None) -> bool:
    """Whether the viewer decides on it and it is in force."""
    decides = department is not None and can_decide_absence(viewer, absence.employee, department)
    return decides and State(absence.state) in IN_FORCE


def slip_events(
    viewer: Viewer, absence: Absence, slip: LeaveSlip | None, signs: list[SignOff], department: Department | None
) -> frozenset[SlipEvent]:
    """What the viewer may do with the slip now; nothing without one, or once the person has left."""
    if slip is None or department is None:
        return frozenset()
    parties = parties_of(viewer, absence, department, signs)
    return frozenset(event for party in parties for event in slip_events_for(SlipState(slip.state), party))


def entries_of(absence: Absence, signs: list[SignOff], times: TimeWords, *, knows_type: bool) -> list[Entry]:
    """(icon, what happened, when): the request, each signature in the order in which it was asked, the decision.
    Whoever only signs reads no reasons of others."""
    found: list[Entry] = [("send", _("Asked for by %(name)s") % {"name": absence.employee.name},
                           times.short(absence.requested_at))]  # fmt: skip
    for sign in sorted(signs, key=lambda one: (one.asked_at, one.kind != SignKind.COVER, one.pk)):
        told = _("%(name)s, %(kind)s: %(state)s") % {
            "name": sign.person.name,
            "kind": sign.get_kind_display().lower(),
            "state": sign.get_state_display().lower(),
        }
        reason = f" · {sign.note}" if sign.note and knows_type else ""
        found.append((ICONS[SignState(sign.state)], told, times.short(sign.signed_at or sign.asked_at) + reason))
    if absence.decided_at is not None and knows_type:
        who = absence.decided_by.name if absence.decided_by else _("system")
        decided = _("%(state)s by %(name)s") % {"state": absence.get_state_display(), "name": who}
        reason = f" · {absence.decision_note}" if absence.decision_note else ""
        found.append(("check" if absence.state == State.APPROVED else "ban", decided,
                      times.short(absence.decided_at) + reason))  # fmt: skip
    return found


def past_consequences(absence: Absence) -> list[str]:
    """What it touched, when it was entered after it had begun."""
    if absence.requested_at.date() <= absence.starts_on:
        return []
    until = min(absence.ends_at, absence.requested_at)
    return consequences_of(
        absence.employee_id,
        starts_at=absence.starts_at,
        ends_at=until,
        first=absence.starts_on,
        last=min(absence.ends_on, until.date()),
    )


def is_cover_absent(absence: Absence) -> bool:
    """The cover is away for all of it by now, so that the next level answers (L4)."""
    if absence.cover is None or absence.state not in (State.REQUESTED, State.APPROVED):
        return False
    return is_absent_throughout(absence.cover, absence.starts_at, absence.ends_at)


def cover_away(absence: Absence) -> list[tuple[date, date]]:
    """(first, last) of each stretch of it on which the cover is absent; the next level answers then (L4)."""
    away = Absence.objects.in_force().filter(employee=absence.cover_id)
    spans = away.overlapping(absence.starts_at, absence.ends_at).order_by("starts_at")
    days = spans.values_list("starts_on", "ends_on")
    return [(max(first, absence.starts_on), min(last, absence.ends_on)) for first, last in days]
