"""Forms of the kernel's own pages."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from support_desk.shared.audit_trail import Wanted
from support_desk.shared.audit_words import known_actions
from support_desk.shared.copying import LONGEST_NAME
from support_desk.shared.instants import EARLIEST, LATEST
from support_desk.shared.models import User


class DayInput(forms.DateInput):
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DayField(forms.DateField):
    """A day that calendars can still be reckoned around."""

    default_error_messages = {"far": _("This day is too far away.")}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"widget": DayInput, **options})

    def clean(self, value: Any) -> date | None:
        day: date | None = super().clean(value)
        if day is not None and not EARLIEST.date() <= day < LATEST.date():
            raise forms.ValidationError(self.error_messages["far"], code="far")
        return day


class InstantField(forms.DateTimeField):
    """An instant that calendars can still be reckoned around."""

    default_error_messages = {"far": _("This instant is too far away.")}

    def clean(self, value: Any) -> datetime | None:
        instant: datetime | None = super().clean(value)
        if instant is not None and not EARLIEST <= instant < LATEST:
            raise forms.ValidationError(self.error_messages["far"], code="far")
        return instant


class AuditFilterForm(forms.Form):
    """What to look for in the audit trail."""

    who = forms.CharField(label=_("Who"), required=False, max_length=100)
    about = forms.CharField(label=_("Object or ticket number"), required=False, max_length=100)
    action = forms.ChoiceField(label=_("What was done"), required=False)
    first_day = DayField(label=_("From"), required=False)
    last_day = DayField(label=_("Until"), required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on as they came
        field = self.fields["action"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Anything")), *known_actions()]

    def wanted(self) -> Wanted:
        """What was asked for, as far as it can be read."""
        self.is_valid()
        return Wanted(**{name: value for name, value in self.cleaned_data.items() if value})


class CopyForm(forms.Form):
    """What the copy of a catalogue's row is called."""

    name = forms.CharField(
        label=_("Name of the copy"), max_length=LONGEST_NAME, widget=forms.TextInput(attrs={"autofocus": True})
    )


class ImportForm(forms.Form):
    """A file to be read; what is in it the import says."""

    file = forms.FileField(
        label=_("File"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt"})
    )


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """How the desk looks and speaks to one person."""

    class Meta:
        model = User
        fields = ["language", "theme", "density", "keyboard_enabled", "notice_mail_enabled"]
        help_texts = {
            "keyboard_enabled": _("Single letters such as j, k and r act in lists and tickets. Ctrl+K always works."),
            "notice_mail_enabled": _("Whatever the bell tells you comes as a letter too, all that is due in one."),
        }
