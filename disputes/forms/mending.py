"""Revisions and gaps: asked for, reported, closed (D2, D6)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from disputes.models import Regulation, RegulationVersion
from support_desk.shared.forms import DayField
from tickets.models import Ticket
from workload.forms.absences import PersonField
from workload.models import Employee


def area(rows: int = 3) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


class RevisionForm(forms.Form):
    """What is unclear, by when it is to be mended, and by whom if not the owner."""

    what = forms.CharField(label=_("What is unclear"), max_length=2_000, widget=area())
    due_on = DayField(label=_("Mended by"), required=False)
    owner = PersonField(label=_("Who mends it"))

    def __init__(self, *args: Any, people: Iterable[Employee], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "revision_%s", **kwargs})
        self.fields["owner"].offer(people, _("The owner of the rule"))  # type: ignore[attr-defined]  # a PersonField


class CloseRevisionForm(forms.Form):
    """A version that mends the rule, or why it stays as it is."""

    version = forms.ModelChoiceField(
        label=_("Mended by version"), queryset=RegulationVersion.objects.none(), required=False
    )
    answer = forms.CharField(label=_("Why it stays as it is"), max_length=500, required=False)

    def __init__(self, *args: Any, regulation: Regulation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        published = RegulationVersion.objects.published().filter(regulation=regulation)
        self.fields["version"].queryset = published  # type: ignore[attr-defined]  # a ModelChoiceField


class GapForm(forms.Form):
    """What happened, when, and the number of the ticket if it was in one."""

    happened_on = DayField(label=_("Day of the event"))
    ticket = forms.IntegerField(label=_("Ticket number"), required=False, min_value=1, max_value=2**63 - 1)
    what = forms.CharField(label=_("What happened"), max_length=2_000, widget=area(4))

    def __init__(self, *args: Any, viewer: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "gap_%s", **kwargs})
        self.viewer = viewer

    def clean_ticket(self) -> Ticket | None:
        number = self.cleaned_data["ticket"]
        if number is None:
            return None
        ticket = Ticket.objects.visible_to(self.viewer).filter(number=number).first()
        if ticket is None:
            raise forms.ValidationError(_("You see no ticket of this number."))
        return ticket


class CloseGapForm(forms.Form):
    """The rule that was written, or why none is needed."""

    regulation = forms.ModelChoiceField(label=_("Rule"), queryset=Regulation.objects.none(), required=False)
    answer = forms.CharField(label=_("Answer"), max_length=500, required=False)

    def __init__(self, *args: Any, rules: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["regulation"].queryset = rules  # type: ignore[attr-defined]  # a ModelChoiceField
