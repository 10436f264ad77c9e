"""The policy of points of a department from a month on (D0, M2)."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.forms.models import fields_for_model
from django.utils.translation import gettext_lazy as _

from disputes.actions.point_policies import LIMITS, MONEY, STAKES, TERMS
from disputes.models import PointPolicy
from workload.models import Department

NAMES: Final = (*MONEY, *STAKES, *TERMS, *LIMITS)


class PointPolicyForm(forms.Form):
    """The model's fields; `department` empty: every one without a policy of its own. What belongs together is the
    action's to check, in the words of the rules."""

    def __init__(
        self, *args: Any, departments: Sequence[Department], may_set_common: bool, people: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"auto_id": "policy_%s", **kwargs})
        of_model: dict[str, Any] = fields_for_model(
            PointPolicy,
            ("department", "starts_on", *NAMES),
            widgets={"kind": forms.RadioSelect, "starts_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d")},
        )
        own = of_model["department"]
        own.queryset = Department.objects.filter(pk__in=[one.pk for one in departments]).order_by("name")
        own.required = not may_set_common
        own.empty_label = _("Every department without a policy of its own") if may_set_common else None
        of_model["controller"].queryset = people
        self.fields.update(of_model)

    def named(self) -> dict[str, Any]:
        """What the action takes as `values`."""
        return {name: self.cleaned_data[name] for name in NAMES}
