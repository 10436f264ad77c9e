"""What the author of a reply is told when a review has found something: once an hour at most (S5)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from disputes.models import ReplyReview
from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords

FOUND = "review.found"
AN_HOUR = timedelta(hours=1)


def register_words() -> None:
    """Called while Django starts."""
    notices.register(FOUND, found_words)


def tell_found(review: ReplyReview, *, at: datetime) -> None:
    """At the next full hour: whatever is found until then is one notice. Clean reviews are told to nobody."""
    hour = at.replace(minute=0, second=0, microsecond=0) + AN_HOUR
    key = f"{FOUND}:{hour:%Y-%m-%dT%H}"
    url = reverse("reviews") + "?view=own"
    notices.notify([Note(review.author.user_id, FOUND, key, {}, url, hour)], at=at)


def found_words(_facts: Mapping[str, Any]) -> NoticeWords:
    return NoticeWords(
        _("Replies of yours were reviewed, and something was found"),
        _("Read what the reviewer says. A finding costs no points unless it becomes a dispute."),
    )
