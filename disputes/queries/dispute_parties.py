"""The three parties of a dispute, and why this arbiter (D3)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.models import ArbiterChoice, Dispute, DisputeState
from support_desk.shared.ui.times import TimeWords
from workload.models import Employee, Employment

BARS: dict[str, Any] = {
    "initiator": gettext_lazy("is the initiator"),
    "respondent": gettext_lazy("is the respondent"),
    "left": gettext_lazy("has left"),
    "absent": gettext_lazy("is absent longer than a decision may take"),
    "controller": gettext_lazy("is the controller, who never judges"),
}


@dataclass(frozen=True, slots=True)
class Party:
    """One of the three. `passed`: who would have judged, and why not."""

    role: str
    name: str
    position: str
    notes: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)


def parties_of(dispute: Dispute, times: TimeWords) -> list[Party]:
    """Initiator, respondent, arbiter. Four statements at most: choices, names, positions, open disputes."""
    choice = ArbiterChoice.objects.filter(dispute=dispute).select_related("arbiter", "instead_of").last()
    passed = choice.passed if choice else []
    people = [dispute.initiator, dispute.respondent, *([choice.arbiter] if choice and choice.arbiter else [])]
    places = positions_of(people, dispute)
    return [
        Party(_("Initiator"), dispute.initiator.name, places.get(dispute.initiator_id, ""), _of_initiator(dispute)),
        Party(
            _("Respondent"),
            dispute.respondent.name,
            places.get(dispute.respondent_id, ""),
            [_("Read the rule on %(day)s") % {"day": times.day(dispute.acknowledgement.acknowledged_at)}],
        ),
        _arbiter(dispute, choice, places, passed),
    ]


def positions_of(people: Iterable[Employee], dispute: Dispute) -> dict[int, str]:
    """{employee: position on the day of opening}. One statement."""
    terms = Employment.objects.at(dispute.opened_at).filter(employee__in=list(people))
    return dict(terms.values_list("employee_id", "position__name"))


def _of_initiator(dispute: Dispute) -> list[str]:
    if dispute.is_cross:
        return [_("Of the department %(name)s") % {"name": dispute.initiator_department.name}]
    return []


def _arbiter(dispute: Dispute, choice: ArbiterChoice | None, places: dict[int, str], passed: list[Any]) -> Party:
    role = _("Arbiter")
    if choice is None:
        words = {
            DisputeState.OPEN: _("Chosen if it is contested: the respondent’s manager, if they may judge"),
        }.get(DisputeState(dispute.state), _("None was needed"))
        return Party(role, "", "", [words])
    if choice.arbiter is None:
        words = _("Nobody may judge: the director is asked to name a substitute")
        return Party(role, "", "", [words], passed_words(passed))
    notes = [_why(choice)]
    return Party(role, choice.arbiter.name, places.get(choice.arbiter_id or 0, ""), notes, passed_words(passed))


def _why(choice: ArbiterChoice) -> str:
    reason = choice.get_because_display()
    if choice.instead_of:
        return _("Why: %(reason)s, instead of %(name)s") % {"reason": reason, "name": choice.instead_of.name}
    return _("Why: %(reason)s, not a party") % {"reason": reason}


def passed_words(passed: list[Any]) -> list[str]:
    """ "Vera Lantsova: is the initiator", in the order of asking. One statement, none without anybody."""
    if not passed:
        return []
    names = dict(Employee.objects.filter(pk__in=[each["employee"] for each in passed]).values_list("pk", "name"))
    return [
        _("%(name)s: %(bar)s") % {"name": names.get(each["employee"], ""), "bar": BARS.get(each["bar"], "")}
        for each in passed
    ]
