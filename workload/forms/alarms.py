"""Raising an overload alarm, and deciding on one (L8)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workload.models import OverloadAlarm, Skill
from workload.queries.load.words import week_name


class AlarmForm(forms.Form):
    """Which week, which skill (none: hands), and what is at stake."""

    week = forms.ChoiceField(label=_("Week"))
    skill = forms.ChoiceField(label=_("Skill"), required=False)
    reason = forms.CharField(label=_("What is at stake"), max_length=2_000, widget=forms.Textarea({"rows": 4}))
    sure = forms.BooleanField(label=_("Even if moves find time for everything"), required=False)

    def __init__(self, *args: Any, weeks: Sequence[date], skills: Sequence[Skill], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "alarm_%s", **kwargs})
        self.skills = {str(skill.pk): skill for skill in skills}
        named = [(key, skill.name) for key, skill in self.skills.items()]
        self.fields["week"].choices = [(str(monday), week_name(monday)) for monday in weeks]  # type: ignore[attr-defined]  # a ChoiceField has them
        self.fields["skill"].choices = [("", _("No skill in particular")), *named]  # type: ignore[attr-defined]  # a ChoiceField

    def week_chosen(self) -> date:
        return date.fromisoformat(self.cleaned_data["week"])

    def skill_chosen(self) -> Skill | None:
        return self.skills.get(self.cleaned_data["skill"])


class DecideForm(forms.Form):
    """What gives way, and what is done."""

    decision = forms.ChoiceField(
        label=pgettext_lazy("alarm", "What gives way"), choices=OverloadAlarm.Decision, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("What is done"), max_length=2_000, widget=forms.Textarea({"rows": 3}))
