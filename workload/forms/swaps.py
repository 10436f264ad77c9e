"""Offering a shift (L1)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from support_desk.shared.ui.times import TimeWords
from workload.models import Employee, Shift


class ShiftChoice(forms.ModelChoiceField[Shift]):
    """Shifts by their times, as the reader's clock shows them."""

    def __init__(self, shifts: Iterable[Shift], *, times: TimeWords, **kwargs: Any) -> None:
        super().__init__(Shift.objects.filter(pk__in=[shift.pk for shift in shifts]), **kwargs)
        self.times = times

    def label_from_instance(self, obj: Shift) -> str:
        return f"{self.times.dated(obj.starts_at)}, {self.times.clock(obj.starts_at)}–{self.times.clock(obj.ends_at)}"


class OfferForm(forms.Form):
    """One's own shift, for whom, and for which of theirs."""

    note = forms.CharField(label=_("Why"), required=False, max_length=500)

    def __init__(self, data: Any, *, shifts: Iterable[Shift], theirs: Iterable[Shift], times: TimeWords) -> None:
        super().__init__(data)
        nothing = _("Nothing: I give it away")
        self.fields["shift"] = ShiftChoice(shifts, times=times, label=_("Your shift"), empty_label=None)
        self.fields["wanted"] = ShiftChoice(
            theirs, times=times, label=_("For"), required=False, empty_label=str(nothing)
        )
        self.order_fields(["shift", "wanted", "note"])


class ColleagueForm(forms.Form):
    """To whom."""

    def __init__(self, data: Any, *, people: Iterable[Employee]) -> None:
        super().__init__(data)
        choices = Employee.objects.filter(pk__in=[person.pk for person in people]).order_by("name")
        self.fields["colleague"] = forms.ModelChoiceField(choices, label=_("Colleague"))
