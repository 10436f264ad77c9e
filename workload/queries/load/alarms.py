"""Lists and pages of overload alarms (L8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from support_desk.shared.viewer import Viewer
from workload.domain.alarms import Event, State, events_of
from workload.load_permissions import can_close_alarm, can_decide_alarm, can_raise_alarm
from workload.models import OverloadAlarm

MOST_ROWS = 100
TONES = {State.PROPOSED: "info", State.RAISED: "bad", State.DECIDED: "soon", State.CLOSED: "done"}
ICONS = {State.PROPOSED: "hourglass", State.RAISED: "siren", State.DECIDED: "scale", State.CLOSED: "check"}


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """An alarm with what the viewer may do about it now, by the rules that the actions obey."""

    alarm: OverloadAlarm
    may_raise: bool
    may_decide: bool
    may_close: bool

    @property
    def tone(self) -> str:
        return TONES[State(self.alarm.state)]

    @property
    def icon(self) -> str:
        return ICONS[State(self.alarm.state)]

    @property
    def bars(self) -> list["Bar"]:
        """Before and after, as far as they are known, drawn by one scale."""
        known = [(name, kept) for name, kept in (("before", self.alarm.before), ("after", self.alarm.after)) if kept]
        most = max((max(kept["demand"], kept["capacity"]) for _name, kept in known), default=0)
        return [Bar(name, kept, most) for name, kept in known]


@dataclass(frozen=True, slots=True)
class Bar:
    """The figures of a week; `most`: the largest figure of all bars beside it."""

    name: str
    figures: Mapping[str, Any]
    most: int

    @property
    def parts(self) -> list[tuple[int, str]]:
        """What fits, and what does not."""
        late = self.figures["late"]
        return [(self.figures["demand"] - late, ""), (late, "bad")]


def alarms_of(viewer: Viewer) -> QuerySet[OverloadAlarm]:
    """What the viewer sees, with all that is shown of it."""
    return OverloadAlarm.objects.visible_to(viewer).select_related(
        "department", "skill", "raised_by", "decided_by", "closed_by"
    )


def alarm_rows(viewer: Viewer) -> Sequence[AlarmRow]:
    """Those that wait for a decision first, then the latest. One statement."""
    found = [alarm_row(alarm, viewer) for alarm in alarms_of(viewer).order_by("-id")[:MOST_ROWS]]
    return sorted(found, key=lambda row: (row.alarm.state not in (State.PROPOSED, State.RAISED), -row.alarm.pk))


def alarm_row(alarm: OverloadAlarm, viewer: Viewer) -> AlarmRow:
    """No statement."""
    events: list[Any] = events_of(State(alarm.state))
    return AlarmRow(
        alarm=alarm,
        may_raise=Event.RAISE in events and can_raise_alarm(viewer, alarm.department_id),
        may_decide=Event.DECIDE in events and can_decide_alarm(viewer, alarm),
        may_close=Event.CLOSE in events and can_close_alarm(viewer, alarm),
    )
