"""Words that raise suggestions (S6)."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.actions.complaints.words import LONGEST
from disputes.models import ComplaintWord


class WordForm(forms.Form):
    """A word or a few in a row."""

    language = forms.ChoiceField(label=_("Language"), choices=ComplaintWord.Language.choices)
    word = forms.CharField(label=pgettext_lazy("complaint", "Word or phrase"), max_length=LONGEST)
