"""One state from absences, marks, shifts and hours (L1–L4)."""

from datetime import UTC, datetime, timedelta

import pytest

from workload.domain.presence import Facts, Hours, Leave, Mark, Standing, State, standing_at

AT = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
LATER = AT + timedelta(hours=1)
CLOSED = Hours(is_open=False, opens_at=LATER)


@pytest.mark.parametrize(
    ("facts", "state", "until"),
    [
        (Facts(), State.HERE, None),
        (Facts(hours=Hours(is_open=True)), State.HERE, None),
        (Facts(hours=CLOSED), State.OFF_SHIFT, LATER),
        (Facts(hours=Hours(is_open=False)), State.OFF_SHIFT, None),
        (Facts(is_rostered=True, hours=Hours(is_open=True)), State.OFF_SHIFT, None),
        (Facts(is_rostered=True, shift_start=LATER, shift_end=LATER + SECOND), State.OFF_SHIFT, LATER),
        (Facts(is_rostered=True, shift_start=AT, shift_end=LATER, hours=CLOSED), State.HERE, None),
        (Facts(is_rostered=False, shift_start=AT - SECOND, shift_end=LATER, hours=CLOSED), State.HERE, None),
        (Facts(mark=Mark("lunch", LATER)), State.AWAY, LATER),
        (Facts(mark=Mark("lunch", LATER), hours=CLOSED), State.AWAY, LATER),
        (Facts(leave=Leave(7, LATER), mark=Mark("lunch", LATER)), State.ABSENT, LATER),
        (Facts(is_employed=False), State.ABSENT, None),
    ],
)
def test_absent_before_away_before_off_shift_before_here(facts: Facts, state: State, until: datetime | None) -> None:
    standing = standing_at(facts, AT)
    assert (standing.state, standing.until, standing.is_here) == (state, until, state is State.HERE)


@pytest.mark.parametrize(("moment", "state"), [(-SECOND, "away"), (timedelta(), "here"), (SECOND, "here")])
def test_a_mark_ends_by_itself_at_its_end(moment: timedelta, state: str) -> None:
    assert standing_at(Facts(mark=Mark("meeting", LATER)), LATER + moment).state == state


@pytest.mark.parametrize(("moment", "state"), [(-SECOND, "here"), (timedelta(), "off_shift"), (SECOND, "off_shift")])
def test_a_shift_ends_at_its_end(moment: timedelta, state: str) -> None:
    facts = Facts(is_rostered=True, shift_start=AT, shift_end=LATER)
    assert standing_at(facts, LATER + moment).state == state


def test_an_absence_names_its_cover_and_a_mark_its_kind() -> None:
    absent = standing_at(Facts(leave=Leave(7, LATER, cover_id=3)), AT)
    assert absent == Standing(State.ABSENT, LATER, absence_id=7, cover_id=3)
    assert standing_at(Facts(mark=Mark("lunch", LATER)), AT).kind == "lunch"
