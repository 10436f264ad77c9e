"""Reminding respondents while there is time to answer (D4)."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from disputes.domain.reminders import reminder_due
from disputes.models import Dispute, DisputeState
from disputes.notifications.disputes import tell_reminders, untold_reminders
from disputes.queries.terms_touched import last_terms


def remind_respondents(*, at: datetime) -> int:
    """On the days of the policy, each once however often and by however many this runs; how many are new."""
    return tell_reminders(untold_reminders(dict(_due(at))), at=at)


def _due(at: datetime) -> Iterator[tuple[Dispute, date]]:
    running = Dispute.objects.filter(state=DisputeState.OPEN, respond_by__gt=at)
    disputes = list(running.select_related("policy", "initiator", "respondent", "arbiter").order_by("id"))
    terms = last_terms([dispute.pk for dispute in disputes]) if disputes else {}
    for dispute in disputes:
        rules = dispute.rules
        numbers = (rules.first_reminder_day, rules.second_reminder_day)
        today = at.astimezone(ZoneInfo(dispute.timezone)).date()
        day = reminder_due(terms[dispute.pk].counted_days, numbers, today)
        if day is not None:
            yield dispute, day
