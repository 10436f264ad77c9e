"""Writing a rule, looking for rules (D2)."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from disputes.actions.regulations.writing import Draft
from disputes.domain.clauses import BadClause, ClauseText, read_clauses
from support_desk.shared.forms import DayField
from workload.forms.absences import PersonField
from workload.models import Department, Employee

LONGEST_RULE = 100_000


class ClausesField(forms.CharField):
    """A numbered sentence a line; the first line that is none is named."""

    def __init__(self, **options: Any) -> None:
        widget = forms.Textarea({"rows": 14, "spellcheck": "true"})
        super().__init__(**{"max_length": LONGEST_RULE, "widget": widget, "strip": False, **options})

    def clean(self, value: Any) -> tuple[ClauseText, ...]:
        written = super().clean(value)
        try:
            return read_clauses(written)
        except BadClause as bad:
            sentence = gettext(bad.template)
            raise forms.ValidationError(sentence % bad.params if bad.params else sentence) from bad


class DraftForm(forms.Form):
    """The next version of a rule."""

    title = forms.CharField(label=_("Title"), max_length=200)
    starts_on = DayField(label=_("In force from"))
    changes = forms.CharField(label=_("What has changed"), max_length=500, required=False)
    clauses = ClausesField(label=_("Clauses"))

    def draft(self) -> Draft:
        """As the action takes it."""
        data = self.cleaned_data
        return Draft(data["title"], data["starts_on"], data["clauses"], data["changes"])


class RegulationForm(DraftForm):
    """A new rule as well: its code, whose it is, who keeps it."""

    code = forms.CharField(label=_("Code"), max_length=20)
    department = forms.ChoiceField(label=_("Department"), required=False)
    owner = PersonField(label=_("Owner"), required=True)
    field_order = ("code", "department", "owner", "title", "starts_on", "changes", "clauses")

    def __init__(
        self,
        *args: Any,
        departments: Iterable[Department],
        people: Iterable[Employee],
        is_company: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.departments = {str(place.pk): place for place in departments}
        whole = [("", _("The whole company"))] if is_company else []
        named = [(key, place.name) for key, place in self.departments.items()]
        self.fields["department"].choices = [*whole, *named]  # type: ignore[attr-defined]  # a ChoiceField has them
        self.fields["department"].required = not is_company
        self.fields["owner"].offer(people, _("Choose a person"))  # type: ignore[attr-defined]  # a PersonField

    def department_chosen(self) -> Department | None:
        return self.departments.get(self.cleaned_data["department"])


class OwnerForm(forms.Form):
    """Who keeps the rule from now on."""

    owner = PersonField(label=_("Owner"), required=True)

    def __init__(self, *args: Any, people: Iterable[Employee], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "owner_%s", **kwargs})
        self.fields["owner"].offer(people, _("Choose a person"))  # type: ignore[attr-defined]  # a PersonField
