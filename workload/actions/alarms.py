"""Overload alarms: raised by a manager, decided by the head, closed (L8, P4)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from support_desk.shared.changing import change_row, create_row
from support_desk.shared.errors import IllegalTransition, Refused
from support_desk.shared.roles import Role
from support_desk.shared.viewer import Viewer
from workload.actions.alarm_telling import tell_decided, tell_raised
from workload.domain.alarms import Event, State, after
from workload.load_permissions import check_can_close_alarm, check_can_decide_alarm, check_can_raise_alarm
from workload.models import Department, OverloadAlarm, RoleAssignment, Skill
from workload.queries.load.figures import figures_of, whole_board


@dataclass(frozen=True, slots=True)
class Alarm:
    """What an alarm is about: the Monday of the week, the skill that is missing (None: hands), and why. `is_sure`: it
    is raised although moves find time for everything."""

    department: Department
    week: date
    reason: str
    skill: Skill | None = None
    is_sure: bool = False

    @property
    def skill_id(self) -> int | None:
        return self.skill.pk if self.skill else None


@transaction.atomic
def raise_alarm(*, alarm: Alarm, by: Viewer, at: datetime) -> OverloadAlarm:
    """Tells the head, with the figures of now; what the desk has proposed for that week becomes the manager's.

    Refused, naming the field: without a reason, for a week that is over or too far ahead, where nothing is short and
    nobody is sure, where one is open already, and for a head's own alarm when nobody stands above to decide.
    """
    check_can_raise_alarm(by, alarm.department.pk)
    if not alarm.reason.strip():
        raise Refused(_("Write what is at stake, and by when."), field="reason")
    check_has_decider(alarm.department, by=by, at=at)
    board = whole_board(alarm.department.pk, at)
    figures = figures_of(board, alarm.skill_id, alarm.week) if board else None
    if board is None or figures is None:
        raise Refused(_("Choose this week or one of the next seven, by its Monday."), field="week")
    if not figures.shortfall and not alarm.is_sure:
        words = _("Moves find time for everything in that week. Say so if you raise it all the same.")
        raise Refused(words, field="sure")
    facts: dict[str, Any] = {
        "shortfall_minutes": figures.shortfall,
        "before": figures.kept(),
        "reason": alarm.reason.strip(),
        "raised_by_id": by.employee_id,
        "raised_at": at,
        "state": after(State.PROPOSED, Event.RAISE),
    }
    return _raised(alarm, facts, by=by, at=at)


@transaction.atomic
def decide_alarm(*, alarm: OverloadAlarm, decision: str, text: str, by: Viewer, at: datetime) -> OverloadAlarm:
    """The head says what gives way, and in words what is done. The same again is once; Refused, naming the field,
    without one of them; IllegalTransition once it is decided otherwise."""
    locked = lock_alarm(alarm, by=by)
    check_can_decide_alarm(by, locked)
    if (locked.state, locked.decision, locked.decided_by_id) == (State.DECIDED, decision, by.employee_id):
        return locked
    state = next_state(locked, Event.DECIDE)
    if decision not in OverloadAlarm.Decision.values:
        raise Refused(_("Choose what gives way."), field="decision")
    if not text.strip():
        raise Refused(_("Write what is done, so that everybody knows."), field="text")
    new = {"state": state, "decision": decision, "decision_text": text.strip(), "decided_by_id": by.employee_id,
           "decided_at": at}  # fmt: skip
    change_row(locked, action="alarm.decide", by=by, at=at, new=new, department_id=locked.department_id)
    tell_decided(locked, by=by, at=at)
    return locked


@transaction.atomic
def close_alarm(*, alarm: OverloadAlarm, by: Viewer, at: datetime) -> OverloadAlarm:
    """It is over, or no longer so; a decided one with its effect as it is now. Closing twice is once."""
    locked = lock_alarm(alarm, by=by)
    check_can_close_alarm(by, locked)
    if locked.state == State.CLOSED:
        return locked
    new = {"state": next_state(locked, Event.CLOSE), "closed_by_id": by.employee_id, "closed_at": at}
    if locked.state == State.DECIDED and locked.after is None:
        new |= effect_of(locked, at=at)
    return change_row(locked, action="alarm.close", by=by, at=at, new=new, department_id=locked.department_id)


def effect_of(alarm: OverloadAlarm, *, at: datetime) -> dict[str, Any]:
    """The figures of its week as they are now, while the week is not over."""
    board = whole_board(alarm.department_id, at)
    figures = figures_of(board, alarm.skill_id, alarm.week_starts_on) if board else None
    return {"after": figures.kept(), "measured_at": at} if figures else {}


def lock_alarm(alarm: OverloadAlarm, *, by: Viewer) -> OverloadAlarm:
    """As it is now. OverloadAlarm.DoesNotExist when `by` may not see it."""
    seen = OverloadAlarm.objects.visible_to(by).select_related("department", "skill", "raised_by")
    return seen.select_for_update(of=("self",)).get(pk=alarm.pk)


def next_state(alarm: OverloadAlarm, event: Event) -> State:
    """Where the table leads. IllegalTransition where it has no such move."""
    state = after(State(alarm.state), event)
    if state is None:
        label = OverloadAlarm.State(alarm.state).label
        raise IllegalTransition(_("Not possible: the alarm is “%(state)s”.") % {"state": label})
    return state


def check_has_decider(department: Department, *, by: Viewer, at: datetime) -> None:
    """Somebody other than who raises it decides: the head, for a head's own their manager or the director (P4)."""
    if department.head is not None and (department.head_id != by.employee_id or department.head.manager_id):
        return
    directors = RoleAssignment.objects.at(at).filter(role=Role.DIRECTOR).exclude(employee=by.employee_id)
    if not directors.exists():
        raise Refused(_("Nobody stands above you to decide. An administrator names a director first."))


def _raised(alarm: Alarm, facts: dict[str, Any], *, by: Viewer, at: datetime) -> OverloadAlarm:
    """One alarm a week and skill waits for a decision: the desk's own is taken over, another's stands."""
    key = {"department": alarm.department, "skill": alarm.skill, "week_starts_on": alarm.week}
    open_one = OverloadAlarm.objects.undecided().filter(**key).select_for_update(of=("self",)).first()
    if open_one is not None and open_one.state == State.RAISED:
        if open_one.raised_by_id == by.employee_id:
            return open_one
        raise Refused(_("An alarm for this week waits for a decision already."), field="week")
    trail: dict[str, Any] = {"action": "alarm.raise", "by": by, "at": at, "department_id": alarm.department.pk}
    if open_one is not None:
        row = change_row(open_one, new=facts, **trail)
    else:
        row = create_row(OverloadAlarm(**key, **facts), after={"week": alarm.week, "skill": alarm.skill}, **trail)
    tell_raised(row, by=by, at=at)
    return row
