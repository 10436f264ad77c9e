"""Which stories happen and when: six hundred over three months, the last ones fresh enough to need an answer."""

import heapq
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from support_desk.demo.content import Matter
from support_desk.demo.customers import Account, is_round_the_clock
from support_desk.demo.portal import KEPT_BY as PORTAL_OF
from support_desk.demo.stage import Scene, Stage
from support_desk.demo.stories import Story
from support_desk.demo.stories.agreed import COURSES, agreed_work, ten_questions, whose_turn
from support_desk.demo.stories.alarms import promised, runs_out
from support_desk.demo.stories.joined import sleeps, written_thrice
from support_desk.demo.stories.ordinary import ordinary
from support_desk.demo.stories.special import cold_start, inquiry, long_letter, phone_call, private_address
from support_desk.demo.voices import new_case
from support_desk.demo.whereabouts import (
    AGREED_BEFORE,
    ASKED_BEFORE,
    SIGNED_BEFORE,
    agree_to_cover,
    agree_to_leave,
    ask_for_leave,
    edges_of,
)
from support_desk.shared import audit
from tickets.actions.silence import close_silent_tickets
from tickets.actions.sla.sweep import sweep
from workload.actions.presence_edges import tell_presence_edges

TICKETS = 600
FRESH, LONG = 44, 4
# Of the courses of agreed work: what waits for an approval, and what is handed over.
FOR_THE_PORTAL = (3, 8)
# When promises fall due, counted from the visitor's coming.
PROMISES = (timedelta(minutes=40), timedelta(hours=5), -timedelta(minutes=35))
ONE_DAY = timedelta(days=1)
DAYS = 92
MORNING, EVENING = 8 * 60, 19 * 60
# Rarer courses, as sums of their shares; what is left is ordinary. More strangers today, so that the operator has work.
SHARES = ((0.06, phone_call), (0.10, inquiry), (0.115, private_address), (0.15, cold_start))
SHARES_OF_TODAY = ((0.04, phone_call), (0.18, inquiry), (0.27, private_address))


def programme(stage: Stage, *, seed: int, at: datetime) -> list[Story]:
    """All stories, each with a chance of its own so that one does not change another."""
    starts = list(starting_times(Random(seed), at))
    stories = [_story(stage, number, start, seed=seed, at=at) for number, start in enumerate(sorted(starts))]
    return [*stories, *alarms(stage, seed=seed, at=at), *agreed(stage, seed=seed, at=at), holiday(stage, at=at)]


def alarms(stage: Stage, *, seed: int, at: datetime) -> Iterator[Story]:
    """What falls due while the visitor looks."""
    served = [account for number, account in enumerate(stage.accounts) if is_round_the_clock(number)]
    yield runs_out(_scene(stage, served[0], f"{seed}/runs out", at), at)
    for number, due in enumerate(PROMISES):
        yield promised(_scene(stage, stage.accounts[1 + number], f"{seed}/promise/{number}", at), at, due=due)


def agreed(stage: Stage, *, seed: int, at: datetime) -> Iterator[Story]:
    """What the clients of one manager agree to; the first two of them come into the portal."""
    kept = [account for account in stage.accounts if account.owner == PORTAL_OF]

    def scene(number: int, account: Account | None = None) -> Scene:
        return _scene(stage, account or kept[number % len(kept)], f"{seed}/agreed/{number}", at)

    for number in range(len(COURSES)):
        yield agreed_work(scene(number, kept[0] if number in FOR_THE_PORTAL else None), at, number=number)
    others = next(account for account in stage.accounts if account.owner != PORTAL_OF)
    yield ten_questions(scene(20), at)
    yield whose_turn(scene(21), scene(22, others), at)
    yield written_thrice(scene(23), at)
    yield sleeps(scene(24), at)


def _scene(stage: Stage, account: Account, chance: str, at: datetime) -> Scene:
    rng = Random(chance)
    matter = rng.choice([matter for matter in stage.content.matters if matter.service == "site"])
    return Scene(stage, new_case(matter, account, staff=stage.staff, content=stage.content, rng=rng, at=at))


def holiday(stage: Stage, *, at: datetime) -> Story:
    """Asked for, signed by the cover, agreed to, begun."""
    zone = stage.whereabouts.zone
    yield at - ASKED_BEFORE
    absence = ask_for_leave(stage.staff, zone=zone, today=at)
    yield at - SIGNED_BEFORE
    agree_to_cover(stage.staff, absence, today=at)
    yield at - AGREED_BEFORE
    agree_to_leave(stage.staff, absence, today=at)
    for edge in edges_of(absence.starts_at, at, zone):
        yield edge
        tell_presence_edges(at=edge)


def starting_times(rng: Random, at: datetime) -> Iterator[datetime]:
    """Mostly on working days between morning and evening; a couple of dozen in the last hours."""
    for _fresh in range(FRESH):
        yield at - timedelta(minutes=rng.triangular(4, 1_300, 20))
    for _usual in range(TICKETS - FRESH):
        yield _usual_time(rng, at)


def _usual_time(rng: Random, at: datetime) -> datetime:
    while True:
        # More of them towards the end: the season begins.
        day = at - timedelta(days=rng.triangular(0.3, DAYS, 3))
        if day.weekday() < 5 or rng.random() < 0.2:
            midnight = day.replace(hour=0, minute=0, second=0, microsecond=0)
            # Three hours from UTC to the department's morning.
            start = midnight + timedelta(minutes=rng.randrange(MORNING, EVENING) - 180, seconds=rng.randrange(60))
            if start < at - timedelta(hours=5):
                return start


def _story(stage: Stage, number: int, start: datetime, *, seed: int, at: datetime) -> Story:
    rng = Random(f"{seed}/{number}")
    account = rng.choice(stage.accounts)
    matter = _matter_for(stage, number, rng)
    subject = stage.content.words["ten_subject"] if number % (TICKETS // LONG) == 77 else ""
    case = new_case(matter, account, staff=stage.staff, content=stage.content, rng=rng, at=start, subject=subject)
    scene = Scene(stage, case)
    if subject:
        return long_letter(scene, start)
    chance, days_ago = rng.random(), (at - start) / ONE_DAY
    for share, story in SHARES_OF_TODAY if days_ago < 1 else SHARES:
        if chance < share:
            return story(scene, start)
    return ordinary(scene, start, neglected=0.5 < days_ago < 4 and chance > 0.75)


def _matter_for(stage: Stage, number: int, rng: Random) -> Matter:
    """Each matter comes up about as often as any other, and not twice in a row."""
    matters = stage.content.matters
    return matters[(number * 7 + rng.randrange(3)) % len(matters)]


def perform(stories: list[Story], *, since: datetime, until: datetime) -> None:
    """Lets all stories go on in the order of time up to `until`; every evening closes what silence has ended and
    takes the steps of what was not answered in time.

    The trail of a day is written at its end, before that of the sweep, which writes its own.
    """
    waiting = [(next(story), number, story) for number, story in enumerate(stories)]
    heapq.heapify(waiting)
    for evening in evenings(since, until):
        with audit.gathered():
            go_on(waiting, until=evening)
            close_silent_tickets(at=evening)
        sweep(at=evening)
    with audit.gathered():
        go_on(waiting, until=until)


def evenings(since: datetime, until: datetime) -> Iterator[datetime]:
    """`since` and the same time of every day after it, up to `until`."""
    while since <= until:
        yield since
        since += ONE_DAY


def go_on(waiting: list[tuple[datetime, int, Story]], *, until: datetime) -> None:
    """The next parts of the stories of a heap, in the order of time; what comes after `until` stays in it."""
    while waiting and waiting[0][0] <= until:
        _moment, number, story = heapq.heappop(waiting)
        following = next(story, None)
        if following is not None:
            heapq.heappush(waiting, (following, number, story))
