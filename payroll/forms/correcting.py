"""The figures of a closed payslip, to be put right (Y5)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from payroll.domain.corrections import SCORED, TARGET, WORKED, Change
from payroll.domain.plans import OFFERS
from payroll.forms.adjustments import MinusForm
from payroll.queries.slips.line_names import line_name

FIGURE: Final[dict[str, Any]] = {"max_digits": 30, "decimal_places": 15, "min_value": 0}
LABELS: Final = {"worked_hours": _("Worked hours"), "worked_days": _("Worked days")}


@dataclass(slots=True)
class Part:
    """The figures of one section: (what it is called, its fact or score, its target where it has one)."""

    number: int
    rows: list[tuple[str, BoundField, BoundField | None]] = field(default_factory=list)


class CorrectionForm(MinusForm):
    """Every figure that the payslip was computed from, as it stands; those that are changed are put right."""

    def __init__(self, *args: Any, case: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "correction_%s", **kwargs})
        self.case = case
        # Only what is proposed needs a reason: the action says so.
        self.fields["reason"].required = False
        for place, section in enumerate(case["sections"]):
            for what, value in figures_of(section):
                widget = forms.NumberInput({"step": "any", "inputmode": "decimal"})
                is_known = value is not None
                figure = forms.DecimalField(
                    widget=widget, label=_label(what), initial=value, required=is_known, **FIGURE
                )
                self.fields[_name(place, what)] = figure

    def parts(self) -> list[Part]:
        """The figures as the page lays them out."""
        return [self._part(place, section) for place, section in enumerate(self.case["sections"])]

    def changes(self) -> list[Change]:
        """What was put right; a figure that was emptied stays as it was."""
        found = []
        for name in self.changed_data:
            value = self.cleaned_data.get(name)
            if name.startswith("s") and "-" in name and value is not None:
                place, what = name[1:].split("-", 1)
                found.append(Change(int(place), what, _text(value)))
        return found

    def _part(self, place: int, section: Mapping[str, Any]) -> Part:
        part = Part(place + 1)
        names = dict(figures_of(section))
        for what in names:
            if not what.endswith(TARGET):
                target = self[_name(place, what + TARGET)] if what + TARGET in names else None
                part.rows.append((str(_label(what)), self[_name(place, what)], target))
        return part


def figures_of(section: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """(what, value) of a section of a case, in the order of the payslip."""
    for what in WORKED:
        yield what, section["period"][what]
    for component in section["plan"]["components"]:
        code = component["code"]
        fact = section["facts"].get(code) or {}
        if code == SCORED or "score" in fact:
            yield code, fact.get("score")
        else:
            yield code, fact.get("fact")
            yield code + TARGET, fact.get("target")
    if section["plan"].get("offer_rate"):
        yield OFFERS, (section["facts"].get(OFFERS) or {}).get("points")


def _name(place: int, what: str) -> str:
    return f"s{place}-{what}"


def _label(what: str) -> Any:
    return LABELS.get(what) or line_name(what.removesuffix(TARGET))


def _text(value: Any) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
