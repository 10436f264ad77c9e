"""What may be begun from one message besides answering it: apps above register, the dialog of a message shows it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from support_desk.shared.viewer import Viewer
from tickets.models import Message


@dataclass(frozen=True, slots=True)
class MessageTool:
    """One thing to begin. `url` is a page of this desk; with `is_post` it is asked for by POST, without parameters, and
    leads on by itself. `hint` says in a sentence what comes of it."""

    label: Any
    url: str
    icon: str
    hint: Any = ""
    is_post: bool = False
    order: int = 50


Provider = Callable[[Viewer, Message], Sequence[MessageTool]]
_providers: list[Provider] = []


def register(provider: Provider) -> Provider:
    """`provider(viewer, message)` returns what `viewer` may begin, nothing for what they may not; `message` is one that
    they see, with its ticket. Called from an app's `ready()`; twice changes nothing."""
    if provider not in _providers:
        _providers.append(provider)
    return provider


def tools_for(viewer: Viewer, message: Message) -> list[MessageTool]:
    """All that is offered, in order."""
    return sorted((tool for each in _providers for tool in each(viewer, message)), key=lambda tool: tool.order)
