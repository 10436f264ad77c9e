"""Tickets that belong together, and one that sleeps (T7)."""

from dataclasses import replace
from datetime import datetime, timedelta

from support_desk.demo.stage import Scene
from support_desk.demo.stories import Story
from support_desk.demo.stories.ordinary import asks
from tickets.actions.joining.linking import link_tickets
from tickets.actions.joining.merging import merge_tickets
from tickets.actions.logging_time import log_time
from tickets.actions.snoozing import snooze

HOUR = timedelta(hours=1)


def written_thrice(scene: Scene, today: datetime) -> Story:
    """One matter written about in two letters becomes one ticket with the time of both; a third one is linked."""
    scenes, at = [scene, replace(scene), replace(scene)], today - 6 * HOUR
    for each in scenes:
        at += HOUR
        yield at
        each.opens(at)
        asks(each, at)
    at += HOUR
    yield at
    first, again, related = (each.open_ticket for each in scenes)
    by = scene.by(scene.owner, at)
    for ticket in (first, again):
        if work := scene.work("letter", at):
            log_time(ticket=ticket, work=work, by=by, at=at)
    merge_tickets(ticket=again, into=first, by=by, at=at)
    link_tickets(ticket=first, other=related, by=by, at=at)


def sleeps(scene: Scene, today: datetime) -> Story:
    """Answered, and put away until the day after tomorrow."""
    at = today - 7 * HOUR
    yield at
    scene.opens(at)
    asks(scene, at)
    at += HOUR
    yield at
    text = scene.case.letter(scene.stage.content, scene.case.matter.answer, from_client=False)
    scene.answers(scene.owner, text, at, work="letter")
    snooze(ticket=scene.open_ticket, until=today + 48 * HOUR, by=scene.by(scene.owner, at), at=at)
