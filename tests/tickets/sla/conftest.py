"""A department with a policy around the clock: 60 minutes to answer first, 120 further, 960 to hand over."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from support_desk.shared.viewer import Viewer
from tests.factories import NOW, a_contact, a_project, an_employee, viewer
from tests.factories.calendars import a_calendar
from tests.factories.sla import a_policy
from tickets.actions.receiving import Letter, Place, receive_further_message, receive_message
from tickets.models import Channel, Clock, Message, Project, SlaPolicy, Ticket


class Desk:
    """What the tests do at the desk, by minutes after the first message."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.contact = a_contact(project.client)
        self.owner: Viewer = viewer(project.owner)

    @staticmethod
    def at(minutes: float) -> datetime:
        return NOW + timedelta(minutes=minutes)

    def asked(self, minutes: float = 0, ticket: Ticket | None = None, **place: Any) -> Ticket:
        """The client writes: a new ticket, or a further message of `ticket`."""
        at, by = self.at(minutes), Viewer.system(self.at(minutes), name="Client")
        usual = {"contact": self.contact, "letter": Letter("A question"), "channel": Channel.API, "by": by, "at": at}
        if ticket is None:
            message = receive_message(**usual, place=Place(project=self.project, **place))
        else:
            message = receive_further_message(ticket=ticket, **usual)
        return Ticket.objects.get(pk=message.ticket_id)

    @staticmethod
    def clock(ticket: Ticket, kind: str) -> Clock:
        """The latest of its kind."""
        return Clock.objects.filter(ticket=ticket, kind=kind).latest("id")

    @staticmethod
    def states(ticket: Ticket) -> list[tuple[str, str]]:
        return list(Clock.objects.filter(ticket=ticket).order_by("id").values_list("kind", "state"))

    @staticmethod
    def last_message(ticket: Ticket) -> Message:
        return Message.objects.filter(ticket=ticket).latest("id")


@pytest.fixture
def policy() -> SlaPolicy:
    return a_policy(calendar=a_calendar(is_around_the_clock=True), is_default=True)


@pytest.fixture
def project(policy: SlaPolicy) -> Project:
    return a_project(owner=an_employee("manager"))


@pytest.fixture
def desk(project: Project) -> Desk:
    return Desk(project)
