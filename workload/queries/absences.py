"""The page of absences: what waits for the viewer, one's own, the department's, and who is not there now (L2, L3)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Prefetch, Q
from django.utils.safestring import SafeString

from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from workload.domain.absences import Event, State, events_of
from workload.models import Absence, Department, Employee, Employment, SignOff, SignState, SlipState
from workload.permissions import can_decide_absence
from workload.queries.coverage import Left, coverage_of
from workload.queries.deciders import without_head
from workload.queries.presence import Presence, presence_in
from workload.queries.presence_words import presence_mark
from workload.queries.slip_words import waits_for
from workload.slip_permissions import can_decide_request

LOOK_BACK = timedelta(days=90)
# Beyond it coverage is shown on the page of the absence alone: rosters are not made yet.
LOOK_AHEAD = timedelta(days=92)
MOST_ROWS = 200
STATE_TONES = {"requested": "soon", "approved": "done", "recorded": "info", "rejected": "line", "cancelled": "line"}
STATE_ICONS = {"requested": "hourglass", "approved": "check", "recorded": "clock", "rejected": "ban",
               "cancelled": "x"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """An absence with what the viewer may do about it now. `waits`: who has not signed its slip yet; until then it is
    not approved. `left`: the coverage, for whoever decides."""

    absence: Absence
    may_approve: bool
    may_reject: bool
    may_cancel: bool
    waits: str = ""
    left: Left | None = None

    @property
    def tone(self) -> str:
        return STATE_TONES[self.absence.state]

    @property
    def icon(self) -> str:
        return STATE_ICONS[self.absence.state]


@dataclass(frozen=True, slots=True)
class AbsencesPage:
    """`away`: (name, presence with its word) of colleagues who are not there. `to_sign`: leave slips whose turn is the
    viewer's. `people`: whom one may name as cover, `colleagues` whom as signers. `others`: for whom one enters
    absences."""

    away: list[tuple[str, SafeString]]
    to_sign: list[SignOff]
    own: list[AbsenceRow]
    to_decide: list[AbsenceRow]
    department: list[AbsenceRow]
    people: list[Employee]
    colleagues: list[Employee]
    others: list[Employee]


def absences_page(viewer: Viewer) -> AbsencesPage:
    """Seven statements, and seven more where something waits for a decision, whatever the number of absences."""
    rows = [row for row in _rows(viewer) if row.absence.ends_at > viewer.at - LOOK_BACK]
    others = [row for row in rows if row.absence.employee_id != viewer.employee_id]
    waiting = sorted(
        (row for row in others if row.may_approve), key=lambda row: (row.waits != "", row.absence.starts_at)
    )
    to_decide = with_coverage(waiting, viewer.at)
    people = list(Employee.objects.visible_to(viewer).employed_at(viewer.at).order_by("name"))
    places = departments_on(viewer.at, {person.pk for person in people})
    own = viewer.department_ids | viewer.headed_department_ids
    colleagues = [person for person in people if person.pk in places and places[person.pk].pk in own]
    return AbsencesPage(
        away=away_now(viewer),
        to_sign=to_sign(viewer),
        own=[row for row in rows if row.absence.employee_id == viewer.employee_id],
        to_decide=to_decide,
        department=[row for row in others if not row.may_approve],
        people=[person for person in colleagues if person.pk != viewer.employee_id],
        colleagues=[person for person in people if person.pk != viewer.employee_id],
        others=others_of(viewer, people, places),
    )


def to_sign(viewer: Viewer) -> list[SignOff]:
    """What waits for the viewer's signature, the soonest first. One statement."""
    asked = SignOff.objects.of_signer(viewer.employee_id).filter(state=SignState.ASKED)
    turn = {"cover": SlipState.WITH_COVER, "colleague": SlipState.WITH_COLLEAGUES}
    mine = [Q(kind=kind, slip__state=state) for kind, state in turn.items()]
    found = asked.filter(mine[0] | mine[1]).select_related("slip__absence__employee")
    return list(found.order_by("slip__absence__starts_at", "id"))


def with_coverage(rows: list[AbsenceRow], at: datetime) -> list[AbsenceRow]:
    """The rows with what coverage is left, of what begins within three months."""
    soon = [row.absence for row in rows if row.absence.starts_at < at + LOOK_AHEAD]
    found = coverage_of(soon, departments_on(at, {absence.employee_id for absence in soon})) if soon else {}
    return [replace(row, left=found.get(row.absence.pk)) for row in rows]


def signers_for(viewer: Viewer, absence: Absence) -> tuple[list[Employee], list[Employee]]:
    """(whom one may name as cover, as further signers) of an absence: the person's department, and everybody. Two
    statements."""
    everybody = Employee.objects.visible_to(viewer).employed_at(viewer.at).exclude(pk=absence.employee_id)
    people = list(everybody.order_by("name"))
    places = departments_on(viewer.at, {absence.employee_id, *(person.pk for person in people)})
    own = places.get(absence.employee_id)
    return [person for person in people if own and places.get(person.pk) == own], people


def away_now(viewer: Viewer) -> list[tuple[str, SafeString]]:
    """Colleagues of one's departments who are absent or away now. One statement."""
    found = presence_in(viewer.department_ids | viewer.headed_department_ids, viewer.at)
    times = TimeWords(at=viewer.at)
    shown = [person for person in found.values() if _is_shown(person)]
    return [(each.name, presence_mark(each.standing, times)) for each in sorted(shown, key=lambda one: one.name)]


def others_of(viewer: Viewer, people: list[Employee], places: Mapping[int, Department]) -> list[Employee]:
    """Those of `people` whose absences the viewer enters. `places`: where each of them works."""
    return [
        person
        for person in people
        if person.pk in places and person.pk != viewer.employee_id
        and can_decide_absence(viewer, person, places[person.pk])
    ]  # fmt: skip


def departments_on(at: datetime, employee_ids: set[int]) -> Mapping[int, Department]:
    """{employee: where they work, or worked last}. One statement."""
    terms = Employment.objects.begun(at).filter(employee__in=employee_ids).select_related("department")
    return {term.employee_id: term.department for term in terms.order_by("starts_on")}


def _is_shown(person: Presence) -> bool:
    return person.state in ("away", "absent")


def _rows(viewer: Viewer) -> list[AbsenceRow]:
    found = Absence.objects.visible_to(viewer).select_related("employee", "cover", "decided_by", "slip")
    found = found.prefetch_related(Prefetch("slip__sign_offs", SignOff.objects.select_related("person")), "make_ups")
    absences = list(found.order_by("-starts_at", "-id")[:MOST_ROWS])
    places = departments_on(viewer.at, {absence.employee_id for absence in absences})
    away = without_head(set(places.values()), viewer.at) if viewer.has("office_manager") else frozenset[int]()
    return [row_of(absence, places.get(absence.employee_id), viewer, away) for absence in absences]


def row_of(absence: Absence, department: Department | None, viewer: Viewer, away: Collection[int]) -> AbsenceRow:
    """What may be done, by the rules that the actions obey. `away`: departments whose head is absent."""
    events = events_of(State(absence.state))
    decides = department is not None and can_decide_absence(viewer, absence.employee, department)
    decides_now = decides and may_decide_now(viewer, absence, department, away)
    is_open = absence.starts_at > viewer.at or absence.state == State.REQUESTED
    is_own = absence.employee_id == viewer.employee_id and is_open
    return AbsenceRow(
        absence=absence,
        may_approve=decides_now and Event.APPROVE in events,
        may_reject=decides_now and Event.REJECT in events,
        may_cancel=(decides or is_own) and Event.CANCEL in events,
        waits=waits_of(absence),
    )


def may_decide_now(viewer: Viewer, absence: Absence, department: Department | None, away: Collection[int]) -> bool:
    """A request is the head's; what was recorded is confirmed by the office manager too."""
    if absence.state != State.REQUESTED or department is None:
        return True
    return can_decide_request(viewer, absence.employee, department, without_head=away)


def waits_of(absence: Absence) -> str:
    """Whose signature is missing; "" where there is no slip, or none is."""
    slip = getattr(absence, "slip", None)
    return waits_for(slip, list(slip.sign_offs.all())) if slip is not None else ""
