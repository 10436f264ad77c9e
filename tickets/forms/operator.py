"""What the operator does with a ticket of somebody who is not here (S4)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tickets.queries.operator.people import Person


class How(models.TextChoices):
    """The ways to take a row off somebody."""

    TAKE = "take", gettext_lazy("I answer meanwhile")
    HAND_OVER = "hand_over", gettext_lazy("A colleague answers meanwhile")
    ASSIGN = "assign", gettext_lazy("A colleague answers from now on")
    GIVE_BACK = "give_back", gettext_lazy("Cover goes by the rule again")


TO_SOMEBODY = (How.HAND_OVER, How.ASSIGN)


class TakeOverForm(forms.Form):
    """Who answers, and until when. `ways`: what is possible with this ticket now."""

    how = forms.TypedChoiceField(label=gettext_lazy("Who answers"), coerce=How, widget=forms.RadioSelect)
    to = forms.ChoiceField(label=gettext_lazy("Colleague"), required=False)

    def __init__(self, *args: Any, ways: Sequence[How], people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(each.id): each for each in people if each.is_here}
        named = [(key, self.words_of(each)) for key, each in self.people.items()]
        self.fields["how"].choices = [(way.value, way.label) for way in ways]  # type: ignore[attr-defined] # it has them
        self.fields["how"].initial = ways[0]
        self.fields["to"].choices = [("", _("Choose somebody who is here")), *named]  # type: ignore[attr-defined]

    @staticmethod
    def words_of(person: Person) -> str:
        """The name with what they have open: one chooses whom it burdens least."""
        return _("%(name)s · %(count)d open") % {"name": person.name, "count": person.open_tickets}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("how") in TO_SOMEBODY and not data.get("to"):
            self.add_error("to", _("Choose somebody who is here."))
        return data
