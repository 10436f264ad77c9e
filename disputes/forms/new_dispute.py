"""Opening a dispute: whom, when, under which rule, what happened (D1, D2)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.queries.new_dispute import RuleChoice
from support_desk.shared.forms import DayField
from support_desk.shared.viewer import Viewer
from tickets.models import Message, Ticket
from workload.models import Employee

LONGEST_TEXT = 20_000
CHOOSE_PERSON = _("Choose the colleague: type a part of the name.")
CHOOSE_RULE = _("Choose the clause that was broken. What no rule describes is reported as a gap.")


class TimeInput(forms.TimeInput):
    """The browser's own choice of a time."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class NewDisputeForm(forms.Form):
    """`rule`: "<regulation>" or "<regulation>.<clause>". Day and time are in the initiator's zone."""

    respondent = forms.ModelChoiceField(
        Employee.objects.none(),
        label=_("Respondent"),
        error_messages={"required": CHOOSE_PERSON, "invalid_choice": CHOOSE_PERSON},
    )
    happened_on = DayField(label=_("Day of the event"))
    happened_time = forms.TimeField(label=_("Time"), widget=TimeInput)
    rule = forms.CharField(label=_("Regulation"), max_length=40, error_messages={"required": CHOOSE_RULE})
    title = forms.CharField(label=_("In one line"), max_length=200)
    claim = forms.CharField(label=_("What happened"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6}))
    ticket = forms.CharField(label=_("Ticket number"), max_length=18, required=False)
    message = forms.CharField(max_length=18, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Viewer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        # Oneself, too: the action refuses it in the words of the rule.
        people = Employee.objects.visible_to(viewer).employed_at(viewer.at)
        self.fields["respondent"].queryset = people  # type: ignore[attr-defined]  # a ModelChoiceField has one
        self.fields["ticket"].widget.attrs |= {"inputmode": "numeric", "class": "num"}

    def clean_ticket(self) -> Ticket | None:
        """By its number, as far as the viewer sees it."""
        text = self.cleaned_data["ticket"]
        if not text:
            return None
        found = Ticket.objects.visible_to(self.viewer).filter(number=_number(text)).first()
        if found is None:
            raise forms.ValidationError(_("You see no ticket of this number."))
        return found

    def clean_message(self) -> Message | None:
        """By its id, as far as the viewer sees it."""
        text = self.cleaned_data["message"]
        if not text:
            return None
        found = Message.objects.visible_to(self.viewer).filter(pk=_number(text)).first()
        if found is None:
            raise forms.ValidationError(_("You see no such message."))
        return found

    def is_valid_for(self, *names: str) -> bool:
        """Whether these fields are right where no other is asked for; only of these it is said what is wrong."""
        self.is_valid()
        for name in set(self.errors) - set(names):
            del self.errors[name]
        return not self.errors

    def happened_at(self) -> datetime | None:
        """Day and time as far as they are known; without a time noon is meant."""
        known = self._known()
        day: date | None = known.get("happened_on")
        at: time = known.get("happened_time") or time(12)
        return datetime.combine(day, at, timezone.get_current_timezone()) if day else None

    def respondent_chosen(self) -> Employee | None:
        """The colleague, as far as one is chosen: by the person, or by where the form was begun."""
        found = self._known().get("respondent")
        if found is None or isinstance(found, Employee):
            return found
        people: QuerySet[Employee] = self.fields["respondent"].queryset  # type: ignore[attr-defined]  # as above
        return people.filter(pk=found).first()

    def begun_again(self) -> "NewDisputeForm":
        """The same words in a form that was not sent yet: nothing of it is refused."""
        typed = {name: self.data.get(name, "") for name in self.fields}
        return NewDisputeForm(viewer=self.viewer, initial={**typed, **self._known()})

    def _known(self) -> Mapping[str, Any]:
        """What can be read of what was sent; before that, the initial values."""
        if not self.is_bound:
            return self.initial
        self.is_valid()
        return self.cleaned_data

    def rule_chosen(self, rules: Sequence[RuleChoice]) -> Mapping[str, Any] | None:
        """{"regulation", "clause"} of what was chosen among `rules`; None for what is not among them."""
        regulation, _dot, clause = self.cleaned_data["rule"].partition(".")
        for rule in rules:
            if str(rule.regulation_id) == regulation:
                cited = next((each for each in rule.clauses if str(each.pk) == clause), None)
                return {"regulation": rule.version.regulation, "clause": cited}
        return None


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
