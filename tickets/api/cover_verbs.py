"""Verbs by which the operator answers for somebody who is not there (S4, L4)."""

from rest_framework.request import Request
from rest_framework.response import Response

from support_desk.shared.api.fields import VisibleField
from support_desk.shared.api.inputs import Input, NothingInput
from support_desk.shared.api.viewsets import DeskViewSet
from tickets.actions.cover.taking import give_back, hand_over_ticket, take_ticket
from tickets.api.verbs import verb
from workload.models import Employee


class HandOverInput(Input):
    """A colleague who is here now."""

    to = VisibleField(Employee.objects.all())


class TicketCovering(DeskViewSet):
    """Each answers with the ticket, whose owner stays who they are."""

    @verb(NothingInput)
    def take(self, request: Request, number: str) -> Response:
        """Answer for the ticket until whoever normally does is back."""
        self.read(NothingInput)
        ticket = self.get_object()
        take_ticket(ticket=ticket, **self.who)
        return self.answer(ticket)

    @verb(HandOverInput, path="hand-over")
    def hand_over(self, request: Request, number: str) -> Response:
        """Let somebody else answer for it until then."""
        ticket, data = self.get_object(), self.read(HandOverInput)
        hand_over_ticket(ticket=ticket, to=data["to"], **self.who)
        return self.answer(ticket)

    @verb(NothingInput, path="give-back")
    def give_back(self, request: Request, number: str) -> Response:
        """End that: whoever covers by the rule answers again."""
        self.read(NothingInput)
        ticket = self.get_object()
        give_back(ticket=ticket, **self.who)
        return self.answer(ticket)
