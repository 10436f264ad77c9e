"""Working hours as a line of text: "9:00–13:00, 14:00–18:00"."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminTextInputWidget

from support_desk.shared.errors import Refused
from workload.domain.working_rules import WEEKDAYS

INTERVAL = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|‑)\s*(\d{1,2})(?:[:.](\d{2}))?")
WEEKDAY_LABELS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
USUAL = [["09:00", "13:00"], ["14:00", "18:00"]]
USUAL_WEEK = dict.fromkeys(WEEKDAYS[:5], USUAL)


class HoursField(forms.CharField):
    """Intervals of a day, told apart by commas; empty for none."""

    widget = UnfoldAdminTextInputWidget
    default_error_messages = {"malformed": _("Write hours like 9:00–13:00, 14:00–18:00.")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 300, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        return written(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        parts = [part.strip() for part in re.split(r"[,;]", super().to_python(value) or "") if part.strip()]
        return [self.pair(part) for part in parts]

    def validate(self, value: Any) -> None:
        """Whether the hours hold together is for the action to say."""

    def run_validators(self, value: Any) -> None:
        """Those of a text: this is none."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(self.prepare_value(initial)) != self.to_python(data))
        except forms.ValidationError:
            return True

    def pair(self, text: str) -> list[str]:
        """["09:00", "13:00"] of "9–13:00"."""
        match = INTERVAL.fullmatch(text)
        if match is None:
            raise forms.ValidationError(self.error_messages["malformed"], code="malformed")
        first, first_minutes, last, last_minutes = match.groups()
        return [f"{int(first):02}:{first_minutes or '00'}", f"{int(last):02}:{last_minutes or '00'}"]


def written(hours: Any) -> str:
    """ "09:00–13:00, 14:00–18:00"."""
    return ", ".join("–".join(pair) for pair in hours)


def written_week(week: Mapping[str, Any]) -> str:
    """The week on one line, days closed left out."""
    labels = dict(zip(WEEKDAYS, WEEKDAY_LABELS, strict=True))
    return "; ".join(f"{labels[name]} {written(hours)}" for name, hours in week.items())


def week_of(data: Mapping[str, Any]) -> dict[str, Any]:
    """The week of a form's values, closed days left out."""
    return {name: data[name] for name in WEEKDAYS if data.get(name)}


@contextmanager
def at_weekdays() -> Iterator[None]:
    """A refusal of `week.mon` stands at the field of Monday."""
    try:
        yield
    except Refused as refused:
        refused.field = (refused.field or "").removeprefix("week.") or None
        raise
