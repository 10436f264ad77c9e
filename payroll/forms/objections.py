"""Objecting to a line, and answering (Y4)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from payroll.actions.objecting import LONGEST
from payroll.domain.objections import ObjectionEvent
from payroll.models import PayObjection


class ObjectionForm(forms.Form):
    """What is wrong with the line."""

    text = forms.CharField(
        label=_("What is wrong with this line"), max_length=LONGEST, widget=forms.Textarea({"rows": 5})
    )


class WrittenObjectionForm(ObjectionForm):
    """The same of somebody who has left, and how it came."""

    came_by = forms.ChoiceField(label=_("It came by"), choices=PayObjection.Way.choices, widget=forms.RadioSelect)


class AnswerForm(forms.Form):
    """Upheld or rejected, in words for the employee."""

    CHOICES = (
        (ObjectionEvent.UPHOLD.value, _("Uphold: a correction follows")),
        (ObjectionEvent.REJECT.value, _("Reject: the line is right")),
    )

    event = forms.TypedChoiceField(
        label=_("Decision"), choices=CHOICES, coerce=ObjectionEvent, widget=forms.RadioSelect
    )
    answer = forms.CharField(label=_("Answer to the employee"), max_length=LONGEST, widget=forms.Textarea({"rows": 4}))
