"""What is alive when the visitor comes: a promise about to break, one that falls due, one overdue (S2–S4)."""

from datetime import datetime, timedelta

from support_desk.demo.stage import Scene
from support_desk.demo.stories import Story
from support_desk.demo.stories.ordinary import asks
from tickets.actions.catalogue.standard_terms import TARGETS
from tickets.domain.sla import FIRST_RESPONSE
from tickets.domain.statuses import Event
from tickets.models import Channel, Priority

# Loading and starting take about half a minute; a minute later the visitor sees the clock run out.
AFTER_LOADING = timedelta(seconds=80)


def runs_out(scene: Scene, today: datetime) -> Story:
    """A letter under a contract around the clock, whose first response falls due before the visitor's eyes."""
    target = TARGETS[Priority.NORMAL.value][FIRST_RESPONSE]
    at = today + AFTER_LOADING - timedelta(minutes=target)
    yield at
    scene.opens(at, channel=Channel.EMAIL, priority=Priority.NORMAL)
    asks(scene, at)


def promised(scene: Scene, today: datetime, *, due: timedelta) -> Story:
    """ "We are on it, answer by then": still to come, or past already."""
    at = today - timedelta(hours=3)
    yield at - timedelta(minutes=25)
    scene.opens(at - timedelta(minutes=25))
    asks(scene, at - timedelta(minutes=25))
    yield at
    deadline = (today + due).astimezone(scene.stage.workdays.zone)
    text = scene.case.fill(scene.stage.content.words["promise"][0], deadline=f"{deadline:%d.%m, %H:%M}")
    scene.answers(scene.owner, text, at, then=Event.START, promise=today + due)
