"""Writing a matter down at the desk or after a call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from support_desk.shared.viewer import Viewer
from tickets.actions.opening_by_hand import Matter
from tickets.models import Channel, Contact, Project


class NewTicketForm(forms.Form):
    """Whose matter it is, and what it is about."""

    CHANNELS = [
        (Channel.PHONE.value, _("The client called: their words, they wait for an answer")),
        (Channel.DESK.value, _("Written down by us: an internal note, nobody waits")),
    ]

    project = forms.ModelChoiceField(
        Project.objects.none(),
        label=_("Project"),
        error_messages={
            "required": _("Choose the project: type a part of its name or of the client’s."),
            "invalid_choice": _("Choose the project: type a part of its name or of the client’s."),
        },
    )
    requester = forms.ModelChoiceField(
        Contact.objects.none(), label=_("Who asks"), required=False, empty_label=_("Nobody in particular")
    )
    channel = forms.ChoiceField(
        label=_("How it came"), choices=CHANNELS, initial=Channel.PHONE.value, widget=forms.RadioSelect
    )
    subject = forms.CharField(label=_("Subject"), max_length=300)
    text = forms.CharField(label=_("What it is about"), max_length=200_000, widget=forms.Textarea(attrs={"rows": 7}))

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = Project.objects.visible_to(viewer).filter(  # type: ignore[attr-defined]
            is_active=True
        )
        self.fields["requester"].queryset = Contact.objects.visible_to(viewer).filter(  # type: ignore[attr-defined]
            is_active=True
        )

    def matter(self) -> Matter:
        """What the action takes."""
        data = self.cleaned_data
        return Matter(subject=data["subject"], text=data["text"], channel=Channel(data["channel"]))
