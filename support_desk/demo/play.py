"""Disputes of the last months in every state, each step through its action at its own instant (D0–D12)."""

import heapq
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from disputes.actions.answering import accept_dispute, contest_dispute, withdraw_dispute
from disputes.actions.correcting_points import correct_points
from disputes.actions.deciding import decide_dispute
from disputes.actions.opening import open_dispute
from disputes.domain.workflow import DisputeState
from disputes.jobs.disputes import DEEDS
from disputes.models import Clause, Dispute
from disputes.queries.regulations import version_in_force
from support_desk.demo.play_months import months_of_points, set_policies
from support_desk.demo.programme import go_on
from support_desk.demo.stage import Stage
from support_desk.demo.stories import Story
from support_desk.shared import audit, due
from tickets.models import Ticket
from workload.actions.absence_checks import Days
from workload.actions.absences import record_absence
from workload.queries.viewers import viewer_of_employee

DAY = timedelta(days=1)
# Of the department's clock: when disputes are opened, what they are about, when terms end, and when all else happens.
OPENED, HAPPENED, NIGHT, NOON = time(10, 20), time(15, 40), time(0, 1), time(12, 5)
# Days after the opening on which silence, a late arbiter's reminder and the word to the next level are noticed.
SILENT_AFTER, REMINDED_AFTER, ESCALATED_AFTER = 8, 3, 7


def play(stage: Stage, *, at: datetime) -> None:
    """Everything up to `at`, in the order of time; what has fallen due by then is done."""
    with audit.gathered():
        set_policies(stage, at=at)
        calendar = Calendar(at, ZoneInfo(stage.staff.departments["support"].timezone))
        rows = stage.content.disputes["dispute"]
        stories = [dispute_of(row, stage, calendar) for row in rows]
        stories += [sick_of(row, stage, calendar) for row in rows if "sick_from" in row]
        stories += [looks_after(rows, calendar), correction_of(stage, calendar), months_of_points(stage, at=at)]
        waiting = [(next(story), number, story) for number, story in enumerate(stories)]
        heapq.heapify(waiting)
        go_on(waiting, until=at)
        look_after(at)


class Calendar:
    """Days before the day of `at`, by the clock of `zone`: those before yesterday's midnight have all happened."""

    def __init__(self, at: datetime, zone: ZoneInfo) -> None:
        self.now, self.zone = at, zone
        self.today = at.astimezone(zone).date()

    def day(self, before: int) -> date:
        return self.today - before * DAY

    def at(self, before: int, clock: time) -> datetime:
        return datetime.combine(self.day(before), clock, self.zone).astimezone(UTC)


def dispute_of(row: dict[str, Any], stage: Stage, calendar: Calendar) -> Story:
    """Opened, answered if it was, judged if it is."""
    opened = calendar.at(row["opened"], OPENED)
    yield opened
    dispute = opens(row, stage, calendar, at=opened)
    if "answer" not in row:
        return
    answered = calendar.at(row["opened"] - row["answered"], NOON)
    yield answered
    dispute = answers(row, dispute, stage, at=answered)
    if "decided" in row:
        decided = calendar.at(row["opened"] - row["decided"], NOON)
        yield decided
        judges(row, dispute, stage, at=decided)


def opens(row: dict[str, Any], stage: Stage, calendar: Calendar, *, at: datetime) -> Dispute:
    staff, content = stage.staff, stage.content
    happened_at = calendar.at(row["opened"] + row["happened"], HAPPENED)
    clause = clause_of(row, happened_at.astimezone(calendar.zone).date())
    return open_dispute(
        respondent=staff.people[row["respondent"]],
        regulation=clause.version.regulation,
        clause=clause,
        happened_at=happened_at,
        title=content.named(row, "title"),
        claim=content.named(row, "claim"),
        ticket=ticket_of(row, stage, before=happened_at, at=at) if row.get("linked") else None,
        by=staff.viewer(row["initiator"], at),
        at=at,
    )


def clause_of(row: dict[str, Any], day: date) -> Clause:
    """Of the version that bound on that day."""
    clauses = Clause.objects.filter(version__regulation__code=row["rule"], number=row["clause"])
    found = {clause.version: clause for clause in clauses.select_related("version__regulation")}
    version = version_in_force(next(iter(found)).regulation, day)
    assert version is not None, f"{row['rule']} was not in force on {day}"
    return found[version]


def ticket_of(row: dict[str, Any], stage: Stage, *, before: datetime, at: datetime) -> Ticket | None:
    """The last one of the respondent that the initiator sees."""
    seen = Ticket.objects.visible_to(stage.staff.viewer(row["initiator"], at))
    mine = seen.filter(assignee=stage.staff.people[row["respondent"]], created_at__lt=before)
    return mine.order_by("-created_at").first()


def answers(row: dict[str, Any], dispute: Dispute, stage: Stage, *, at: datetime) -> Dispute:
    if row["answer"] == "withdraw":
        return withdraw_dispute(dispute=dispute, by=stage.staff.viewer(row["initiator"], at), at=at)
    by = stage.staff.viewer(row["respondent"], at)
    if row["answer"] == "accept":
        return accept_dispute(dispute=dispute, by=by, at=at)
    return contest_dispute(dispute=dispute, explanation=stage.content.named(row, "explanation"), by=by, at=at)


def judges(row: dict[str, Any], dispute: Dispute, stage: Stage, *, at: datetime) -> None:
    """Whoever was asked."""
    assert dispute.arbiter is not None, "somebody judges in the demo"
    verdict, reasons = DisputeState(row["verdict"]), stage.content.named(row, "reasons")
    by = viewer_of_employee(dispute.arbiter, at)
    decide_dispute(dispute=dispute, verdict=verdict, reasons=reasons, by=by, at=at)


def sick_of(row: dict[str, Any], stage: Stage, calendar: Calendar) -> Story:
    """The respondent was ill while the days ran, and it is told only now that silence has decided: the days come back
    (D4). Not before: who is where would be counted as of then."""
    told = calendar.now
    yield told
    first = calendar.day(row["opened"] - row["sick_from"])
    record_absence(
        employee=stage.staff.people[row["respondent"]],
        days=Days(first, first + (row["sick_days"] - 1) * DAY),
        confirmed=True,
        by=stage.staff.viewer("lead-developer", told),
        at=told,
    )


def correction_of(stage: Stage, calendar: Calendar) -> Story:
    row = stage.content.disputes["correction"]
    when = calendar.at(row["before"], NOON)
    yield when
    correct_points(
        employee=stage.staff.people[row["employee"]],
        points=row["points"],
        reason=stage.content.named(row, "reason"),
        by=stage.staff.viewer("director", when),
        at=when,
    )


def looks_after(rows: list[dict[str, Any]], calendar: Calendar) -> Story:
    """The sweep of beat, in the hours in which it finds something."""
    for when in sorted(set(hours_of(rows, calendar))):
        yield when
        look_after(when)


def hours_of(rows: list[dict[str, Any]], calendar: Calendar) -> Iterator[datetime]:
    for row in rows:
        if "answer" not in row and row["opened"] >= SILENT_AFTER:
            yield calendar.at(row["opened"] - SILENT_AFTER, NIGHT)
        elif "explanation" in row and "decided" not in row:
            asked = row["opened"] - row["answered"]
            yield from (
                calendar.at(asked - days, NOON) + timedelta(minutes=1)
                for days in (REMINDED_AFTER, ESCALATED_AFTER)
                if asked > days
            )


def look_after(at: datetime) -> None:
    for name in DEEDS:
        due.run(name, at=at)
