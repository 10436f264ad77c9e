"""What a reviewer writes: marked clauses with their notes, a reason, shares of replies (S5)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.actions.reviews.reviewing import LONGEST_NOTE, Finding
from disputes.domain.sampling import Shares
from disputes.models import ReplyReview, ReviewPolicy
from support_desk.shared.errors import Refused
from workload.models import Department, Employee

LONGEST_KEY = 19
MOST_FINDINGS = 100


def marked_in(data: Any) -> Mapping[str, str]:
    """{"version:clause": its note} of the lines that were marked."""
    keys = data.getlist("found")[:MOST_FINDINGS]
    return {key: data.get(f"note-{key}", "")[:LONGEST_NOTE] for key in keys}


def finding_of(key: str, note: str) -> Finding:
    """Refused for what is no key of a line."""
    version, _colon, clause = key.partition(":")
    if not is_number(version) or not (clause == "" or is_number(clause)):
        raise Refused(_("Choose from the checklist."), field="findings")
    return Finding(int(version), int(clause) if clause else None, note)


def is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < LONGEST_KEY


class AsideForm(forms.Form):
    """Why a reply need not be reviewed."""

    reason = forms.CharField(label=_("Why it need not be reviewed"), max_length=300)


class ReviewFilterForm(forms.Form):
    """Choices of the list."""

    author = forms.ModelChoiceField(label=_("Author"), queryset=Employee.objects.none(), required=False)
    why = forms.ChoiceField(label=_("Why it was picked"), choices=[("", "–"), *ReplyReview.Why.choices], required=False)


class PolicyForm(forms.Form):
    """How much of a department's replies is reviewed, from a day on."""

    department = forms.ModelChoiceField(
        label=_("Department"), queryset=Department.objects.none(), required=False, empty_label=_("all others")
    )
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    replies = forms.IntegerField(label=_("Of replies, %"), min_value=0, max_value=100)
    newcomers = forms.IntegerField(label=_("Of newcomers’ replies, %"), min_value=0, max_value=100)
    newcomer_days = forms.IntegerField(label=_("New for, days"), min_value=0, max_value=730)
    thanks = forms.IntegerField(label=_("Of “No answer needed”, %"), min_value=0, max_value=100)

    def __init__(self, *args: Any, departments: Any, may_set_for_all: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "policy_%s", **kwargs})
        field: Any = self.fields["department"]
        field.queryset, field.required = departments, not may_set_for_all
        if not may_set_for_all:
            field.empty_label = None

    def shares(self) -> Shares:
        data = self.cleaned_data
        return Shares(data["replies"], data["newcomers"], data["newcomer_days"], data["thanks"])


class ShareForm(forms.Form):
    """How much of one person's replies is reviewed, from a day on."""

    employee = forms.ModelChoiceField(label=_("Employee"), queryset=Employee.objects.none())
    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    share_percent = forms.IntegerField(
        label=_("Of their replies, %"),
        min_value=0,
        max_value=100,
        required=False,
        help_text=_("Empty: as many as of the department."),
    )

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "share_%s", **kwargs})
        field: Any = self.fields["employee"]
        field.queryset = people


def initial_of(policy: ReviewPolicy) -> dict[str, Any]:
    """The form of what is in force."""
    return {
        "department": policy.department_id,
        "replies": policy.share_percent,
        "newcomers": policy.newcomer_percent,
        "newcomer_days": policy.newcomer_days,
        "thanks": policy.thanks_percent,
    }
