"""What may be begun from a ticket beyond working on it: apps above register, the ticket's menu shows it."""

from collections.abc import Callable, Sequence

from support_desk.shared.viewer import Viewer
from tickets.message_tools import MessageTool
from tickets.models import Ticket

Provider = Callable[[Viewer, Ticket], Sequence[MessageTool]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """`provider(viewer, ticket)` returns what `viewer` may begin, without asking the database: every page of a ticket
    draws it. Its tools are pages of this desk, shaped as those of a message. Called from `ready()`; twice changes
    nothing."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def tools_for(viewer: Viewer, ticket: Ticket) -> list[MessageTool]:
    """All that is offered, in order."""
    return sorted((tool for each in _providers for tool in each(viewer, ticket)), key=lambda tool: tool.order)
