"""The measures of a plan, a row each: weight, target, scale (Y1, Y2)."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from payroll.actions.plans.terms import Measure
from payroll.models import PayComponent
from payroll.queries.measures.registry import MEASURES
from payroll.queries.plans.measure_words import NONE, WORDS, measure_name

HUNDRED: Final = Decimal(100)
POINT: Final = re.compile(r"\s*(\d{1,5}(?:[.,]\d{1,4})?)\s*%?\s*(?::|→)\s*(\d{1,3}(?:[.,]\d{1,4})?)\s*", re.ASCII)
Table = tuple[tuple[Decimal, Decimal], ...]


class TableField(forms.CharField):
    """ "50: 0; 80: 0.7; 100: 1": the score of each attainment in percent; nothing: the attainment itself."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"required": False, "max_length": 300, **options})

    def clean(self, value: Any) -> Table | None:
        written = super().clean(value)
        parts = [part for part in re.split(r"[;\n]", written) if part.strip()]
        return tuple(self._point(part) for part in parts) or None

    def _point(self, part: str) -> tuple[Decimal, Decimal]:
        found = POINT.fullmatch(part)
        if found is None:
            message = _("“%(part)s” is no point of a scale. Write 80: 0.7, and a semicolon before the next one.")
            raise forms.ValidationError(message % {"part": part.strip()[:40]})
        attainment, score = (Decimal(figure.replace(",", ".")) for figure in found.groups())
        return attainment / HUNDRED, score


def table_written(table: Sequence[Sequence[Any]] | None) -> str:
    """As the field reads it."""
    points = [(plain(Decimal(attainment) * HUNDRED), plain(Decimal(score))) for attainment, score in table or ()]
    return "; ".join(f"{attainment}: {score}" for attainment, score in points)


def plain(figure: Decimal) -> str:
    """Without zeros at the end."""
    return f"{figure.normalize():f}"


class MeasureForm(forms.Form):
    """One measure; without a weight it is not in the plan."""

    code = forms.CharField(widget=forms.HiddenInput)
    weight = forms.DecimalField(
        label=_("Weight, %"), min_value=0, max_value=100, max_digits=6, decimal_places=3, required=False
    )
    target = forms.DecimalField(label=_("Target"), min_value=0, max_digits=10, decimal_places=2, required=False)
    kind = forms.ChoiceField(label=_("Scale"))
    table = TableField(label=_("Points of the scale"))
    gate = forms.DecimalField(label=_("Gate, %"), min_value=0, max_digits=7, decimal_places=2, required=False)
    floor = forms.DecimalField(label=_("Least score"), min_value=0, max_digits=7, decimal_places=4, required=False)
    cap = forms.DecimalField(label=_("Greatest score"), min_value=0, max_digits=7, decimal_places=4, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = PayComponent._meta.get_field("kind").choices
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a ChoiceField has them

    @property
    def name(self) -> str:
        return measure_name(self.code_shown)

    @property
    def counts(self) -> str:
        """What it counts, in a sentence."""
        return str(WORDS.get(self.code_shown, NONE).counts)

    @property
    def target_hint(self) -> str:
        """What its target is; "" where none is set."""
        return str(WORDS.get(self.code_shown, NONE).target)

    @property
    def code_shown(self) -> str:
        return str(self["code"].value() or "")

    def measure(self) -> Measure | None:
        """As the action takes it; None: not in the plan."""
        data = self.cleaned_data
        if data.get("weight") is None:
            return None
        gate = data["gate"]
        return Measure(
            code=data["code"],
            weight=data["weight"] / HUNDRED,
            target=data["target"],
            kind=data["kind"],
            gate=None if gate is None else gate / HUNDRED,
            floor=data["floor"] or Decimal(0),
            cap=data["cap"],
            table=data["table"],
        )


MeasureFormSet = forms.formset_factory(MeasureForm, extra=0, max_num=20, validate_max=True)


def rows_of(measures: Sequence[Measure]) -> list[dict[str, Any]]:
    """What the rows begin with: the measures in their order, then those that are not in the plan."""
    known = [_row(measure) for measure in measures]
    named = {measure.code for measure in measures}
    return [*known, *({"code": code, "kind": "linear"} for code in MEASURES if code not in named)]


def _row(measure: Measure) -> dict[str, Any]:
    return {
        "code": measure.code,
        "weight": plain(measure.weight * HUNDRED),
        "target": measure.target,
        "kind": measure.kind,
        "gate": None if measure.gate is None else plain(measure.gate * HUNDRED),
        "floor": plain(measure.floor) if measure.floor else None,
        "cap": None if measure.cap is None else plain(measure.cap),
        "table": table_written(measure.table),
    }
