"""The form of an SLA policy: a line of targets for each priority, the ladder as delays by role (S1, S3)."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminIntegerFieldWidget

from tickets.actions.catalogue.sla_terms import COLUMNS, Ladder, Targets
from tickets.domain.sla import KINDS, OPTIONAL
from tickets.models import EscalationStep, Priority, SlaPolicy, SlaTarget
from tickets.queries.sla_spec import spec_of

PRIORITIES = tuple(reversed(Priority))
ALL_KINDS = (*KINDS, *OPTIONAL)
TARGET_LINES = tuple(tuple(f"{priority.name.lower()}_{kind}" for kind in ALL_KINDS) for priority in PRIORITIES)
TARGET_FIELDS = tuple(name for line in TARGET_LINES for name in line)
STEP_FIELDS = tuple(f"step_{role}" for role in EscalationStep.Role.values)
USUAL_STEPS = {"step_manager": 0, "step_operator": 0, "step_head": 60, "step_director": 240}


def minutes(label: Any, *, required: bool, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(label=label, required=required, widget=UnfoldAdminIntegerFieldWidget, help_text=help_text)


def target_fields() -> dict[str, forms.IntegerField]:
    """A field for each priority and kind."""
    columns = {column.name: column.verbose_name for column in SlaTarget._meta.fields}
    labels = {kind: columns[column] for kind, column in COLUMNS.items()}
    empty = _("Leave it empty where nothing is promised.")
    return {
        f"{priority.name.lower()}_{kind}": minutes(
            capfirst(labels[kind]), required=kind in KINDS, help_text="" if kind in KINDS else empty
        )
        for priority in PRIORITIES
        for kind in ALL_KINDS
    }


def step_fields() -> dict[str, forms.IntegerField]:
    """A field for each role."""
    told = _("Business minutes after the breach; leave it empty where nobody is to be told.")
    return {f"step_{role.value}": minutes(role.label, required=False, help_text=told) for role in EscalationStep.Role}


TermsForm = type("TermsForm", (forms.ModelForm,), {**target_fields(), **step_fields()})


class PolicyForm(TermsForm):  # type: ignore[valid-type, misc] # twenty fields that differ by their names only
    """A policy with its targets and its ladder."""

    class Meta:
        model = SlaPolicy
        fields = (
            "code", "name", "calendar", "warn_percent", "notifies_any_time", "hides_covered", "is_default",
            "is_active",
        )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(terms_now(self.instance) if self.instance.pk else USUAL_STEPS)


def terms_now(policy: SlaPolicy) -> dict[str, int]:
    """Targets and delays by the names of the form."""
    spec = spec_of(policy)
    found = {
        f"{Priority(int(priority)).name.lower()}_{kind}": value
        for priority, kinds in spec["targets"].items()
        for kind, value in kinds.items()
    }
    return found | {f"step_{step['role']}": step["delay"] for step in spec["steps"]}


def targets_in(data: Mapping[str, Any]) -> Targets:
    """What the form says is promised; what may be left empty may be missing."""
    return {
        priority.value: {kind: data.get(f"{priority.name.lower()}_{kind}") for kind in ALL_KINDS}
        for priority in Priority
    }


def ladder_in(data: Mapping[str, Any]) -> Ladder:
    """Who is told, the earliest first; of equals in the order of the roles."""
    delays = [(role, data.get(f"step_{role}")) for role in EscalationStep.Role.values]
    return sorted(((role, delay) for role, delay in delays if delay is not None), key=lambda step: step[1])
