"""The page of absences: one's own, those to be decided, the department's, and who is not there now (L2, L3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.safestring import SafeString

from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from workload.domain.absences import Event, State, events_of
from workload.models import Absence, Department, Employee, Employment
from workload.permissions import can_decide_absence
from workload.queries.presence import Presence, presence_in
from workload.queries.presence_words import presence_mark

LOOK_BACK = timedelta(days=90)
MOST_ROWS = 200
STATE_TONES = {"requested": "soon", "approved": "done", "recorded": "info", "rejected": "line", "cancelled": "line"}
STATE_ICONS = {"requested": "hourglass", "approved": "check", "recorded": "clock", "rejected": "ban",
               "cancelled": "x"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """An absence with what the viewer may do about it now."""

    absence: Absence
    may_approve: bool
    may_reject: bool
    may_cancel: bool

    @property
    def tone(self) -> str:
        return STATE_TONES[self.absence.state]

    @property
    def icon(self) -> str:
        return STATE_ICONS[self.absence.state]


@dataclass(frozen=True, slots=True)
class AbsencesPage:
    """`away`: (name, presence with its word) of colleagues who are not there. `people`: whom one may name as cover.
    `others`: for whom one enters absences."""

    away: list[tuple[str, SafeString]]
    own: list[AbsenceRow]
    to_decide: list[AbsenceRow]
    department: list[AbsenceRow]
    people: list[Employee]
    others: list[Employee]


def absences_page(viewer: Viewer) -> AbsencesPage:
    """Five statements, whatever the number of absences."""
    rows = [row for row in _rows(viewer) if row.absence.ends_at > viewer.at - LOOK_BACK]
    others = [row for row in rows if row.absence.employee_id != viewer.employee_id]
    to_decide = [row for row in others if row.may_approve]
    people = list(Employee.objects.visible_to(viewer).employed_at(viewer.at).order_by("name"))
    places = departments_on(viewer.at, {person.pk for person in people})
    own = viewer.department_ids | viewer.headed_department_ids
    colleagues = [person for person in people if person.pk in places and places[person.pk].pk in own]
    return AbsencesPage(
        away=away_now(viewer),
        own=[row for row in rows if row.absence.employee_id == viewer.employee_id],
        to_decide=to_decide,
        department=[row for row in others if not row.may_approve],
        people=[person for person in colleagues if person.pk != viewer.employee_id],
        others=others_of(viewer, people, places),
    )


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
    """{employee: where they work}. One statement."""
    terms = Employment.objects.at(at).filter(employee__in=employee_ids).select_related("department")
    return {term.employee_id: term.department for term in terms}


def _is_shown(person: Presence) -> bool:
    return person.state in ("away", "absent")


def _rows(viewer: Viewer) -> list[AbsenceRow]:
    found = Absence.objects.visible_to(viewer).select_related("employee", "cover", "decided_by")
    absences = list(found.order_by("-starts_at", "-id")[:MOST_ROWS])
    places = departments_on(viewer.at, {absence.employee_id for absence in absences})
    return [row_of(absence, places.get(absence.employee_id), viewer) for absence in absences]


def row_of(absence: Absence, department: Department | None, viewer: Viewer) -> AbsenceRow:
    """What may be done, by the rules that the actions obey."""
    events = events_of(State(absence.state))
    decides = department is not None and can_decide_absence(viewer, absence.employee, department)
    is_open = absence.starts_at > viewer.at or absence.state == State.REQUESTED
    is_own = absence.employee_id == viewer.employee_id and is_open
    return AbsenceRow(
        absence=absence,
        may_approve=decides and Event.APPROVE in events,
        may_reject=decides and Event.REJECT in events,
        may_cancel=(decides or is_own) and Event.CANCEL in events,
    )
