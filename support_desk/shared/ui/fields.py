"""Form fields: label, control, help and error joined by ids, so that a screen reader hears them together."""

import uuid
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

CHOICE_LISTS = (forms.RadioSelect, forms.CheckboxSelectMultiple)
# A menu says in words of its own what it means to choose nothing.
SAYS_WHAT_EMPTY_IS = (*CHOICE_LISTS, forms.CheckboxInput, forms.Select)


def field_context(bound: BoundField, *, hint: object = "", label: object = "", size: str = "") -> dict[str, Any]:
    """What components/field.html needs. `hint` and `label` replace the field's own words."""
    widget = bound.field.widget
    kind = "choices" if isinstance(widget, CHOICE_LISTS) else "check" if isinstance(widget, forms.CheckboxInput) else ""
    return {
        "bound": bound,
        "kind": kind,
        "label": label or bound.label,
        "hint": hint or bound.help_text,
        "control": mark_safe("") if kind == "choices" else control(bound, hint=bool(hint), size=size),
        "optional": not bound.field.required and not isinstance(widget, SAYS_WHAT_EMPTY_IS),
    }


def control(bound: BoundField, *, hint: bool = False, size: str = "") -> SafeString:
    """The bare control with our class and its ARIA ties."""
    widget = bound.field.widget
    base = "check" if isinstance(widget, forms.CheckboxInput) else "input"
    attributes: dict[str, Any] = {"class": " ".join(filter(None, [base, widget.attrs.get("class", "")]))}
    if size:
        attributes["data-size"] = size
    if "placeholder" in widget.attrs:
        attributes["placeholder"] = False  # ours have none: those of allauth repeat the label
    if described := _described_by(bound, hint=hint):
        attributes["aria-describedby"] = described
    if bound.errors:
        attributes["aria-invalid"] = "true"
    return bound.as_widget(attrs=attributes)


def _described_by(bound: BoundField, *, hint: bool) -> str:
    ids = [f"{bound.auto_id}_helptext"] if hint or bound.help_text else []
    return " ".join(ids + ([f"{bound.auto_id}_error"] if bound.errors else []))


def once() -> SafeString:
    """A hidden key that makes a double submit do nothing twice; the action stores it in its transaction."""
    return format_html('<input type="hidden" name="idempotency_key" value="{}">', uuid.uuid4())
