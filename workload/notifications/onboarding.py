"""What a mentor is told of somebody new: a day is done, or two are open (L9)."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from support_desk.shared import notices
from support_desk.shared.notices import Note, NoticeWords
from workload.models import Employment, OnboardingPlan

DAY_DONE, BEHIND = "onboarding.day_done", "onboarding.behind"


def register_words() -> None:
    """Called while Django starts."""
    notices.register(DAY_DONE, day_done_words)
    notices.register(BEHIND, behind_words)


def tell_day_done(plan: OnboardingPlan, day_number: int, *, at: datetime) -> None:
    """To the mentor: everything of a day waits to be confirmed. Nobody without one is told."""
    if plan.mentor is None:
        return
    facts = {"name": plan.employee.name, "day": day_number}
    key = f"{DAY_DONE}:{plan.pk}:{day_number}"
    notices.notify([Note(plan.mentor.user_id, DAY_DONE, key, facts, url_of(plan), at)], at=at)


def tell_behind(plans: Collection[Any], *, at: datetime) -> int:
    """To the mentor, or to the head where there is none. `plans` carry `days_behind` and `open_since`."""
    heads = heads_of([plan.employee_id for plan in plans if plan.mentor is None], at)
    notes = []
    for plan in plans:
        user_id = plan.mentor.user_id if plan.mentor else heads.get(plan.employee_id)
        if user_id is not None:
            facts = {"name": plan.employee.name, "days": plan.days_behind, "since": plan.open_since.isoformat()}
            key = f"{BEHIND}:{plan.pk}:{plan.open_since}"
            notes.append(Note(user_id, BEHIND, key, facts, url_of(plan), at))
    return notices.notify(notes, at=at)


def heads_of(employee_ids: Collection[int], at: datetime) -> Mapping[int, int]:
    """{employee: account of the head of their department}. One statement, none for nobody."""
    if not employee_ids:
        return {}
    terms = Employment.objects.at(at).filter(employee__in=employee_ids, department__head__isnull=False)
    return dict(terms.values_list("employee_id", "department__head__user_id"))


def day_done_words(facts: Mapping[str, Any]) -> NoticeWords:
    title = _("%(name)s is through day %(day)d of onboarding") % {"name": facts["name"], "day": facts["day"]}
    return NoticeWords(title, _("See whether it is known, and confirm it."))


def behind_words(facts: Mapping[str, Any]) -> NoticeWords:
    words = ngettext(
        "%(name)s is %(days)d day behind in onboarding", "%(name)s is %(days)d days behind in onboarding", facts["days"]
    )
    since = formats.date_format(date.fromisoformat(facts["since"]), "j E")
    return NoticeWords(
        words % {"name": facts["name"], "days": facts["days"]}, _("The first open day is %(day)s.") % {"day": since}
    )


def url_of(plan: OnboardingPlan) -> str:
    return reverse("onboarding-plan", args=[plan.pk])
