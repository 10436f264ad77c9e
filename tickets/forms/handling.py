"""Whose a ticket is and how it is marked."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.domain.statuses import Event
from tickets.models import Contact, Priority, Project
from tickets.queries.ticket_page import EVENT_WORDS
from workload.models import Employee


def people_choices(people: Iterable[Any]) -> list[tuple[str, Any]]:
    """People under the names of their departments; each has `pk`, `name` and `department_name`."""
    groups: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for person in people:
        groups[person.department_name or _("Elsewhere")].append((str(person.pk), person.name))
    return list(groups.items())


class AssignForm(forms.Form):
    """Hands a ticket to somebody, or to nobody."""

    assignee = forms.ChoiceField(
        label=gettext_lazy("Who answers"), required=False, widget=forms.Select(attrs={"autofocus": True})
    )

    def __init__(self, *args: Any, people: Iterable[Employee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        choices = [("", _("Nobody")), *people_choices(self.people.values())]
        self.fields["assignee"].choices = choices  # type: ignore[attr-defined] # a ChoiceField has them

    def person(self) -> Employee | None:
        return self.people.get(self.cleaned_data["assignee"])


class HandOverForm(forms.Form):
    """Hands a ticket to somebody for the length of an absence."""

    to = forms.ChoiceField(label=gettext_lazy("Who answers meanwhile"), widget=forms.Select(attrs={"autofocus": True}))

    def __init__(self, *args: Any, people: Iterable[Employee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        choices = [("", _("Choose a colleague")), *people_choices(self.people.values())]
        self.fields["to"].choices = choices  # type: ignore[attr-defined] # a ChoiceField has them

    def person(self) -> Employee:
        return self.people[self.cleaned_data["to"]]


class PriorityForm(forms.Form):
    """How urgent a ticket is."""

    priority = forms.TypedChoiceField(choices=Priority.choices, coerce=lambda value: Priority(int(value)))


class TagsForm(forms.Form):
    """Tags with commas between them."""

    tags = forms.CharField(
        label=gettext_lazy("Tags"),
        help_text=gettext_lazy("With commas between them."),
        required=False,
        max_length=600,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )

    def words(self) -> list[str]:
        return [tag for tag in self.cleaned_data["tags"].split(",") if tag.strip()]


class MoveForm(forms.Form):
    """One event of the transition table."""

    event = forms.TypedChoiceField(choices=[(event.value, event.value) for event in EVENT_WORDS], coerce=Event)


class PlaceForm(forms.Form):
    """The project and the contact of a lead or a flagged ticket."""

    project = forms.ModelChoiceField(
        Project.objects.none(), error_messages={"required": gettext_lazy("Choose the project.")}
    )
    requester = forms.ModelChoiceField(Contact.objects.none(), required=False)

    def __init__(self, *args: Any, projects: Any, contacts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].queryset = projects  # type: ignore[attr-defined] # a ModelChoiceField has one
        self.fields["requester"].queryset = contacts  # type: ignore[attr-defined]


class BulkForm(AssignForm):
    """One change of many tickets; what is left empty stays as it is."""

    KEEP = ("", gettext_lazy("Leave as it is"))

    event = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    priority = forms.ChoiceField(label=gettext_lazy("Priority"), required=False)
    no_answer = forms.BooleanField(label=gettext_lazy("No answer needed"), required=False)

    def __init__(self, *args: Any, people: Iterable[Employee], **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        moves = [(event.value, label) for event, (label, _icon) in EVENT_WORDS.items()]
        self._offer("assignee", [self.KEEP, ("0", _("Nobody")), *people_choices(self.people.values())])
        self._offer("event", [self.KEEP, *moves])
        self._offer("priority", [self.KEEP, *((str(value), label) for value, label in Priority.choices)])

    def _offer(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined] # a ChoiceField has them

    @property
    def changes_something(self) -> bool:
        return any(self.cleaned_data.get(name) for name in ("assignee", "event", "priority", "no_answer"))
