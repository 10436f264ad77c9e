"""Flagging, writing down and deciding a complaint (S6)."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.actions.complaints.deciding import LONGEST_REASON
from disputes.actions.complaints.flagging import LONGEST_WHAT, OLDEST, Told
from disputes.domain.complaints import ComplaintEvent
from support_desk.shared.viewer import Viewer
from tickets.models import Client, Project
from workload.models import Employee


class FlagForm(forms.Form):
    """What is to be said besides the message."""

    what = forms.CharField(
        label=_("In your words"), required=False, max_length=LONGEST_WHAT, widget=forms.Textarea({"rows": 3})
    )


class RecordForm(forms.Form):
    """What a client said elsewhere than in a ticket."""

    manager = forms.ModelChoiceField(Employee.objects.none(), label=_("Whom it concerns"))
    project = forms.ModelChoiceField(
        Project.objects.none(), label=_("Project"), required=False, empty_label=_("No project in particular")
    )
    happened_on = forms.DateField(
        label=_("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )  # fmt: skip
    what = forms.CharField(
        label=_("What the client complains about"), max_length=LONGEST_WHAT, widget=forms.Textarea({"rows": 6})
    )

    def __init__(self, *args: Any, client: Client, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "complaint_%s", **kwargs})
        self.client = client
        projects = Project.objects.visible_to(viewer).filter(client=client).order_by("name")
        gone_before = viewer.at.date() - OLDEST - timedelta(days=1)
        people = Employee.objects.visible_to(viewer).filter(Q(left_on__isnull=True) | Q(left_on__gt=gone_before))
        self.fields["project"].queryset = projects  # type: ignore[attr-defined]  # a ModelChoiceField has one
        self.fields["manager"].queryset = people.order_by("name")  # type: ignore[attr-defined]  # as above

    def told(self) -> Told:
        """What the action takes."""
        data = self.cleaned_data
        return Told(self.client, data["manager"], data["happened_on"], data["what"], data["project"])


class DecideForm(forms.Form):
    """Confirmed or rejected, and why."""

    CHOICES = (
        (ComplaintEvent.CONFIRM.value, _("Confirm: the client is right")),
        (ComplaintEvent.REJECT.value, _("Reject: nothing is to be held against us")),
    )

    event = forms.TypedChoiceField(
        label=_("Decision"), choices=CHOICES, coerce=ComplaintEvent, widget=forms.RadioSelect
    )  # fmt: skip
    reason = forms.CharField(
        label=pgettext_lazy("complaint", "Why"), max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 4})
    )
