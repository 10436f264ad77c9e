"""Every due time explains itself (S2)."""

from datetime import timedelta

import pytest

from tests.workload.domain.office import moscow, office
from workload.domain.calendars import calendar_from
from workload.domain.explanation import Reason, Step, StepKind, explain
from workload.domain.explanation_text import explanation_lines
from workload.domain.pauses import Pause
from workload.domain.refusals import BadInput


def lines(started_at: str, minutes: int, pauses: list[Pause] | None = None) -> list[str]:
    calendar = office()
    steps = explain(calendar, started_at=moscow(started_at), target_minutes=minutes, pauses=pauses or [])
    return explanation_lines(steps, calendar.zone)


def test_the_weekend_of_the_specification() -> None:
    assert lines("2026-11-20T17:40", 120) == [
        "Started Fri 20 Nov 2026 17:40.",
        "20 min counted until Fri 20 Nov 2026 18:00.",
        "Weekend skipped until Mon 23 Nov 2026 09:00.",
        "100 min counted until Mon 23 Nov 2026 10:40.",
        "Due Mon 23 Nov 2026 10:40.",
    ]


def test_a_start_at_night() -> None:
    assert lines("2026-11-20T08:10", 30) == [
        "Started Fri 20 Nov 2026 08:10.",
        "Night at the start: counted from Fri 20 Nov 2026 09:00.",
        "30 min counted until Fri 20 Nov 2026 09:30.",
        "Due Fri 20 Nov 2026 09:30.",
    ]


def test_steps_say_what_pages_need() -> None:
    steps = explain(office(), started_at=moscow("2026-11-20T12:30"), target_minutes=60)
    assert steps == [
        Step(StepKind.STARTED, moscow("2026-11-20T12:30")),
        Step(StepKind.COUNTED, moscow("2026-11-20T12:30"), moscow("2026-11-20T13:00"), seconds=1800),
        Step(StepKind.CLOSED, moscow("2026-11-20T13:00"), moscow("2026-11-20T14:00"), reason=Reason.BREAK),
        Step(StepKind.COUNTED, moscow("2026-11-20T14:00"), moscow("2026-11-20T14:30"), seconds=1800),
        Step(StepKind.DUE, moscow("2026-11-20T14:30")),
    ]
    assert [step.minutes for step in steps] == [0, 30, 0, 30, 0]


@pytest.mark.parametrize(
    ("started_at", "reason", "opening"),
    [
        ("2026-11-20T08:00", Reason.NIGHT, "2026-11-20T09:00"),
        ("2026-11-19T20:00", Reason.NIGHT, "2026-11-20T09:00"),
        ("2026-11-20T13:30", Reason.BREAK, "2026-11-20T14:00"),
        ("2026-11-20T20:00", Reason.WEEKEND, "2026-11-23T09:00"),
        ("2026-11-03T18:00", Reason.HOLIDAY, "2026-11-05T09:00"),
        ("2026-11-04T12:00", Reason.HOLIDAY, "2026-11-05T09:00"),
    ],
)
def test_started_outside_working_hours(started_at: str, reason: Reason, opening: str) -> None:
    step = explain(office(), started_at=moscow(started_at), target_minutes=10)[1]
    assert step == Step(StepKind.WAITED_FOR_OPENING, moscow(started_at), moscow(opening), reason=reason)


def test_a_holiday_on_a_weekend_is_a_weekend() -> None:
    calendar = office(holidays=["2026-11-21"], workdays={})
    steps = explain(calendar, started_at=moscow("2026-11-20T17:50"), target_minutes=20)
    assert steps[2].reason is Reason.WEEKEND


def test_a_night_that_ends_at_midnight_is_no_weekend() -> None:
    calendar = calendar_from(
        {"timezone": "Europe/Moscow", "week": {"fri": [["09:00", "18:00"]], "sat": [["00:00", "06:00"]]}}
    )
    steps = explain(calendar, started_at=moscow("2026-11-20T17:00"), target_minutes=90)
    assert [step.reason for step in steps if step.kind is StepKind.CLOSED] == [Reason.NIGHT]


def test_pauses_and_seconds() -> None:
    start = moscow("2026-11-20T10:00")
    pause = (start + timedelta(minutes=10, seconds=15), start + timedelta(minutes=30))
    assert lines("2026-11-20T10:00", 20, [pause]) == [
        "Started Fri 20 Nov 2026 10:00.",
        "10 min 15 s counted until Fri 20 Nov 2026 10:10.",
        "Paused from Fri 20 Nov 2026 10:10 until Fri 20 Nov 2026 10:30.",
        "9 min 45 s counted until Fri 20 Nov 2026 10:39.",
        "Due Fri 20 Nov 2026 10:39.",
    ]


def test_a_pause_that_lasts_is_the_last_word() -> None:
    pauses: list[Pause] = [(moscow("2026-11-20T19:00"), None), (moscow("2026-11-20T10:00"), moscow("2026-11-20T10:30"))]
    assert lines("2026-11-20T17:30", 60, pauses) == [
        "Started Fri 20 Nov 2026 17:30.",
        "30 min counted until Fri 20 Nov 2026 18:00.",
        "Night skipped until Fri 20 Nov 2026 19:00.",
        "Paused since Fri 20 Nov 2026 19:00: no due time while it lasts.",
    ]


def test_a_pause_after_the_due_time_is_not_told() -> None:
    after = (moscow("2026-11-20T11:00"), moscow("2026-11-20T12:00"))
    assert lines("2026-11-20T10:00", 60, [after]) == lines("2026-11-20T10:00", 60)


def test_many_days_are_told_by_their_ends() -> None:
    told = lines("2026-11-09T09:00", 10 * 480)
    assert len(told) == 11
    assert told[5] == "3840 min counted in working hours from Tue 10 Nov 2026 09:00 until Thu 19 Nov 2026 18:00."
    assert told[-1] == "Due Fri 20 Nov 2026 18:00."


def test_a_bad_target_is_refused_here_too() -> None:
    with pytest.raises(BadInput, match=r"^target_minutes: 0 is not"):
        explain(office(), started_at=moscow("2026-11-20T10:00"), target_minutes=0)
