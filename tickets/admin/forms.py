"""Forms that ask for more than one row holds."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget, UnfoldAdminTextareaWidget

from tickets.domain.sla import LONGEST_MINUTES
from tickets.models import Client, Contact


class LinesField(forms.CharField):
    """Several values, one a line."""

    widget = UnfoldAdminTextareaWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, help_text=_("One a line."), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in (super().to_python(value) or "").splitlines() if line.strip()]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(self.prepare_value(initial)) != self.to_python(data)


class ClientForm(forms.ModelForm):
    """A client; without a threshold of its own the policy's is used (S4)."""

    unanswered_minutes = forms.IntegerField(
        label=_("operator sees an unanswered message after, business minutes"),
        min_value=1,
        max_value=LONGEST_MINUTES,
        required=False,
        widget=UnfoldAdminIntegerFieldWidget,
        help_text=_("Leave it empty to let the SLA policy decide."),
    )

    class Meta:
        model = Client
        fields = ("name", "language", "tone_notes", "is_active")


class ContactForm(forms.ModelForm):
    """A person with their addresses and phones."""

    emails = LinesField(label=_("e-mail addresses"))
    phones = LinesField(label=_("phones"))

    class Meta:
        model = Contact
        fields = ("client", "name", "position", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["emails"] = list(self.instance.emails.order_by("id").values_list("email", flat=True))
            self.initial["phones"] = list(self.instance.phones.order_by("id").values_list("number", flat=True))
