"""The items of a ticket's letters as its page shows them (T6)."""

from typing import Any

from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject

from support_desk.shared.viewer import Viewer
from tickets.models import LetterItem


def items_part(viewer: Viewer) -> QuerySet[LetterItem, Any]:
    """One JSON object an item of the outer ticket, letter by letter."""
    items = LetterItem.objects.visible_to(viewer).filter(ticket=OuterRef("pk")).order_by("message_id", "position")
    return items.values(
        facts=JSONObject(
            id="id",
            message="message_id",
            position="position",
            text="text",
            state="state",
            answer_text="answer_text",
            promised_until="promised_until",
            task="task_id",
            task_title="task__title",
        )
    )
