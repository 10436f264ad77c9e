"""By which versions of policy and calendar time counts, and the plan that follows for one clock (S1, S2)."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tickets.domain.clock_plans import USUAL_WARN_PERCENT, Ladder, Plan, plan_after_breach, plan_promise, plan_target
from tickets.domain.clocks import ClockKind
from tickets.domain.sla import AppliedTerms, PolicyTerms
from tickets.models import Clock, SlaPolicy, Ticket
from tickets.queries.sla_policies import policy_of
from workload.domain.business_time import due_at
from workload.domain.calendars import Calendar
from workload.domain.pauses import Pause
from workload.domain.refusals import BeyondHorizon
from workload.models import WorkingCalendar
from workload.queries.calendars import calendar_of

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Counting:
    """What a policy and a calendar said in the versions that are written beside a clock."""

    policy_id: int
    policy_number: int
    calendar_id: int
    calendar_number: int
    policy: PolicyTerms
    calendar: Calendar

    @property
    def ladder(self) -> Ladder:
        return tuple((step.role, step.delay_minutes) for step in self.policy.ladder)

    def target(self, priority: int, kind: str) -> int | None:
        """Business minutes of a clock of that kind; None for a promise, which has its own time, and for an approval
        that is not counted."""
        if kind == ClockKind.PROMISE:
            return None
        return self.policy.approval(priority) if kind == ClockKind.APPROVAL else self.policy.target(priority, kind)


def apply_terms(ticket: Ticket, applied: AppliedTerms | None) -> None:
    """Notes on the ticket which policy and calendar it has, with their versions, so that neither is read again."""
    ticket.sla_policy = SlaPolicy(pk=applied.policy_id, version=applied.policy_number) if applied else None
    ticket.calendar = WorkingCalendar(pk=applied.calendar_id, version=applied.calendar_number) if applied else None


def counting_now(ticket: Ticket) -> Counting | None:
    """How the ticket's promises count from now on; None without a policy. No statement for versions read before."""
    if ticket.sla_policy is None or ticket.calendar is None:
        return None
    return _counting((ticket.sla_policy.pk, ticket.sla_policy.version), (ticket.calendar.pk, ticket.calendar.version))


def counting_of(clock: Clock) -> Counting | None:
    """How the clock has counted so far; None for a promise made without a policy."""
    if clock.policy_id is None or clock.calendar_id is None:
        return None
    return _counting((clock.policy_id, clock.policy_number or 0), (clock.calendar_id, clock.calendar_number or 0))


def _counting(policy: tuple[int, int], calendar: tuple[int, int]) -> Counting:
    return Counting(*policy, *calendar, policy=policy_of(*policy), calendar=calendar_of(*calendar))


def set_counting(clock: Clock, counting: Counting | None) -> None:
    """Writes the versions beside the clock."""
    clock.policy_id = counting.policy_id if counting else None
    clock.policy_number = counting.policy_number if counting else None
    clock.calendar_id = counting.calendar_id if counting else None
    clock.calendar_number = counting.calendar_number if counting else None


def run(clock: Clock, counting: Counting | None, pauses: Sequence[Pause]) -> bool:
    """Plans a running clock anew from its start; steps that were taken keep their instants. False when its target is
    never used up within the calendar's horizon."""
    plan = _plan(clock, counting, pauses)
    if plan is None:
        logger.warning("clock of ticket %s: %s minutes never end", clock.ticket_id, clock.target_minutes)
        return False
    kept = plan.keeping(clock.plan[: clock.steps_done])
    clock.plan, clock.plan_steps = list(kept.instants), list(kept.steps)
    clock.due_at = kept.due_at
    clock.next_at = kept.instants[clock.steps_done] if clock.steps_done < len(kept.instants) else None
    return True


def rest(clock: Clock) -> None:
    """A clock that is paused or over has nothing due; its plan stays to be read, or to run on by."""
    clock.due_at = clock.next_at = None


def _plan(clock: Clock, counting: Counting | None, pauses: Sequence[Pause]) -> Plan | None:
    ladder = counting.ladder if counting else ()
    warn_percent = counting.policy.warn_percent if counting else USUAL_WARN_PERCENT
    if clock.promised_for is not None:
        return plan_promise(
            counting.calendar if counting else None,
            started_at=clock.started_at,
            promised_for=clock.promised_for,
            warn_percent=warn_percent,
            ladder=ladder,
        )
    assert counting is not None
    if clock.breached_at is not None:
        known = Plan(tuple(clock.plan_steps), tuple(clock.plan))
        return plan_after_breach(counting.calendar, known=known, ladder=ladder, pauses=pauses)
    return plan_target(
        counting.calendar,
        started_at=clock.started_at,
        minutes=clock.target_minutes or 0,
        warn_percent=warn_percent,
        ladder=ladder,
        pauses=pauses,
    )


def operator_at(ticket: Ticket, counting: Counting | None) -> datetime | None:
    """From when on the waiting message is the operator's (S4): at once where no policy says otherwise."""
    since = ticket.waiting_since
    if since is None or counting is None:
        return since
    own = ticket.client.unanswered_minutes if ticket.client else None
    minutes = counting.policy.unanswered(ticket.priority) if own is None else own
    try:
        return due_at(counting.calendar, started_at=since, target_minutes=minutes)
    except BeyondHorizon:
        return since
