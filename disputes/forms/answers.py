"""What the three parties write on the page of a dispute: an answer, a verdict."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.domain.workflow import REVISING
from disputes.domain.workflow import DisputeState as Rule
from disputes.models import DisputeState
from disputes.queries.verdict_cards import VERDICTS
from support_desk.shared.forms import DayField
from workload.models import Employee

LONGEST_TEXT = 20_000


class AnswerForm(forms.Form):
    """Accept, or contest with an explanation."""

    ACCEPT, CONTEST = "accept", "contest"

    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(ACCEPT, _("I accept")), (CONTEST, _("I contest"))],
        error_messages={"required": _("Choose: accept it, or contest it.")},
    )
    explanation = forms.CharField(
        label=_("Explanation, the initiator and the arbiter will read it"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Explain how it was: the arbiter reads both sides.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["explanation"].required = self["answer"].value() != self.ACCEPT

    @property
    def is_contested(self) -> bool:
        return str(self.cleaned_data["answer"]) == self.CONTEST


class VerdictForm(forms.Form):
    """One of four verdicts with its reasons; for the two that mend the rule, by whom and until when."""

    verdict = forms.ChoiceField(
        label=_("Verdict"),
        choices=[(verdict.value, DisputeState(verdict).label) for verdict in VERDICTS],
        error_messages={"required": _("Choose one of the four verdicts.")},
    )
    reasons = forms.CharField(
        label=_("Reasons, both sides will read them"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write the reasons: both sides have a right to know why.")},
    )
    revision_owner = forms.ModelChoiceField(Employee.objects.none(), label=_("Who mends the rule"), required=False)
    revision_due_on = DayField(label=_("Until when"), required=False)

    def __init__(self, *args: Any, people: Iterable[Employee] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision_owner"].queryset = people  # type: ignore[attr-defined]  # a ModelChoiceField has one

    def decision(self) -> dict[str, Any]:
        """As the action takes it; a verdict that mends nothing names nobody."""
        data = self.cleaned_data
        verdict = Rule(data["verdict"])
        mending = {name: data[name] for name in ("revision_owner", "revision_due_on") if verdict in REVISING}
        return {"verdict": verdict, "reasons": data["reasons"], **mending}
