"""Forms of the client portal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from support_desk.shared.errors import Refused
from support_desk.shared.models import User
from tickets.models import Project

LONGEST_TEXT = 100_000
LONGEST_COMMENT = 4_000


class Refusable(forms.Form):
    """A form that shows why an action refused, beside the field it named."""

    # What the action calls a field: what this form calls it.
    NAMES: dict[str, str] = {}

    def add_refusal(self, refusal: Refused) -> None:
        name = self.NAMES.get(refusal.field or "", refusal.field)
        self.add_error(name if name in self.fields else None, str(refusal))


class LinkForm(forms.Form):
    """Where to send a link."""

    email = forms.EmailField(
        label=_("Your e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "autofocus": True}),
    )


class NewTicketForm(Refusable):
    """A new matter. Files come beside it."""

    NAMES = {"body": "text", "attachments": "text"}

    project = forms.ModelChoiceField(Project.objects.none(), label=_("Project"), empty_label=_("Choose the project"))
    subject = forms.CharField(label=_("What is it about?"), max_length=200)
    text = forms.CharField(
        label=_("Tell us more"), max_length=LONGEST_TEXT, strip=False, widget=forms.Textarea(attrs={"rows": 7})
    )

    def __init__(self, *args: Any, projects: list[Project], **kwargs: Any) -> None:
        """One project or none needs no choice."""
        super().__init__(*args, **kwargs)
        if len(projects) < 2:
            del self.fields["project"]
        else:
            named = Project.objects.filter(pk__in=[each.pk for each in projects])
            self.fields["project"].queryset = named  # type: ignore[attr-defined]  # a ModelChoiceField has one


class AnswerForm(Refusable):
    """A message in a ticket."""

    NAMES = {"attachments": "body"}

    body = forms.CharField(
        label=_("Your answer"), max_length=LONGEST_TEXT, strip=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class QuestionForm(Refusable):
    """A question about an estimate or a line of a report."""

    NAMES = {"body": "text"}

    text = forms.CharField(
        label=_("Your question"), max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 4})
    )


class DecisionForm(Refusable):
    """Yes, with a word if one likes."""

    comment = forms.CharField(
        label=_("Comment"), required=False, max_length=LONGEST_COMMENT, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclineForm(DecisionForm):
    """No, and why: the manager must know what to change."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comment"].required = True
        self.fields["comment"].label = _("What should be different?")


class PortalProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # not subscriptable at run time
    """How the portal looks and speaks to one person."""

    class Meta:
        model = User
        fields = ["language", "theme"]


class PasswordForm(Refusable):
    """A password; the present one is asked for where there is one."""

    current = forms.CharField(
        label=_("Present password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    password = forms.CharField(
        label=_("New password"), max_length=128, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, has_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_password:
            del self.fields["current"]
