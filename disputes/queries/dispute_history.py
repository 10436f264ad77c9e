"""The audit trail of one dispute in words (P5)."""

from disputes.models import Dispute
from support_desk.shared.audit_words import actor, words_for
from support_desk.shared.models import AuditEntry
from support_desk.shared.ui.times import TimeWords
from support_desk.shared.viewer import Viewer

MOST_SHOWN = 200
ICONS = {
    "dispute.open": "plus",
    "dispute.accept": "check",
    "dispute.contest": "scale",
    "dispute.withdraw": "undo-2",
    "dispute.time_out": "alarm-clock-off",
    "dispute.give_days_back": "rotate-ccw",
    "dispute.lapse": "archive",
}
OTHER_ICON = "history"


def history(dispute: Dispute, viewer: Viewer) -> list[tuple[str, str, str]]:
    """(icon, what happened, when and who), newest first. The dispute was found visible before. One statement."""
    times = TimeWords(at=viewer.at)
    entries = AuditEntry.objects.of_scope(f"dispute:{dispute.pk}").order_by("-id")[:MOST_SHOWN]
    return [
        (
            ICONS.get(each.action, OTHER_ICON),
            str(words_for(each.action)),
            f"{times.short(each.at)} · {actor(each.actor_name)}",
        )
        for each in entries
    ]
