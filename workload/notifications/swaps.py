"""Telling each side of a swap when it is their turn, and what came of it (L1)."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords, notify
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer
from workload.domain.shift_swaps import SwapEvent
from workload.models import Employee, ShiftSwap
from workload.notifications.rosters import deciders_of
from workload.roster_permissions import decided_sides

OFFERED = "swap.offered"
TITLES = {
    OFFERED: gettext_lazy("%(asker)s offers you a shift"),
    "swap.agree": gettext_lazy("A swap of %(asker)s and %(colleague)s waits for you"),
    "swap.decline": gettext_lazy("%(colleague)s does not take your shift"),
    "swap.withdraw": gettext_lazy("%(asker)s has taken a shift back"),
    "swap.approve": gettext_lazy("The swap of %(asker)s and %(colleague)s is approved"),
    "swap.refuse": gettext_lazy("The swap of %(asker)s and %(colleague)s was refused"),
}


def register_words() -> None:
    """Called while Django starts."""
    for kind, title in TITLES.items():
        notices.register(kind, partial(swap_words, title))


def tell_swap(swap: ShiftSwap, event: SwapEvent | None, *, by: Viewer, at: datetime) -> int:
    """`event`: None for a new offer."""
    kind = OFFERED if event is None else f"swap.{event}"
    facts = {
        "asker": swap.asker.name,
        "colleague": swap.colleague.name,
        "starts_at": swap.starts_at,
        "wanted": swap.wanted_starts_at,
        "note": swap.decision_note or swap.note,
    }
    users = [user for user in _told(swap, event, at) if user != by.user_id]
    url, place = reverse("swaps"), swap.department_id
    return notify([Note(user, kind, f"{kind}:{swap.pk}", facts, url, at, department_id=place) for user in users], at=at)


def swap_words(title: Any, facts: Mapping[str, Any]) -> NoticeWords:
    """Facts: `asker`, `colleague`, `starts_at` of the shift, `wanted` of theirs or None, `note`."""
    words = TimeWords(at=_instant(facts["starts_at"]))
    body = words.dated(localtime(_instant(facts["starts_at"])))
    if facts["wanted"]:
        body = _("%(given)s for %(wanted)s") % {"given": body, "wanted": words.dated(_instant(facts["wanted"]))}
    return NoticeWords(str(title) % facts, "\n".join(filter(None, (body, str(facts["note"])))))


def _instant(text: str) -> datetime:
    found = parse_datetime(text)
    if found is None:
        raise ValueError(text)
    return found


def _told(swap: ShiftSwap, event: SwapEvent | None, at: datetime) -> list[int]:
    """Accounts of whose turn it is, or who waits for the answer."""
    if event is SwapEvent.AGREE:
        found = {user for one in decided_sides(swap) for user in deciders_of(one, swap.department, at)}
        return sorted(found - {swap.asker.user_id, swap.colleague.user_id})
    sides = {
        None: [swap.colleague_id],
        SwapEvent.WITHDRAW: [swap.colleague_id],
        SwapEvent.DECLINE: [swap.asker_id],
    }.get(event, [swap.asker_id, swap.colleague_id])
    return list(Employee.objects.filter(pk__in=sides).values_list("user_id", flat=True))
