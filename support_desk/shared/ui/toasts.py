"""Short words after a deed, shown for some seconds: htmx answers carry them in a header, full pages as messages."""

import json
from typing import Any

from django.http import HttpResponseBase

HEADER = "HX-Trigger"


def add_toast[Answer: HttpResponseBase](
    response: Answer,
    text: object,
    *,
    tone: str = "",
    undo_url: str = "",
    seconds: int = 0,
    action: object = "",
    href: str = "",
) -> Answer:
    """Makes the page show `text`; tone "", soon, bad, done, info; "bad" stays until it is closed.

    `undo_url` is posted to when the person presses Undo within `seconds` (the button counts them down).
    `action` and `href` put a link into the toast.
    """
    toast: dict[str, Any] = {"text": str(text), "tone": tone, "undo_url": undo_url, "seconds": seconds}
    toast |= {"action": str(action), "href": href}
    return add_event(response, "toast", {name: value for name, value in toast.items() if value})


def add_event[Answer: HttpResponseBase](response: Answer, name: str, detail: dict[str, Any]) -> Answer:
    """Adds an event that htmx raises on the page; events already in the answer stay."""
    events = json.loads(response.headers.get(HEADER, "{}"))
    events[name] = detail
    response.headers[HEADER] = json.dumps(events)  # ASCII only: header values are Latin-1
    return response
