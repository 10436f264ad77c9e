"""A form that shows what an action refused."""

from typing import Any

from django.forms import ModelForm

from support_desk.shared.errors import Refused


def refusable(form: type[ModelForm], refused: Refused | None) -> type[ModelForm]:
    """The same form; when `refused` is given its sentence stands at its field, or above the form."""
    if refused is None:
        return form
    shown: Refused = refused

    class RefusedForm(form):  # type: ignore[valid-type, misc] # the base is made at run time
        def clean(self) -> dict[str, Any] | None:
            cleaned: dict[str, Any] | None = super().clean()
            field = shown.field if shown.field in self.fields else None
            self.add_error(field, str(shown))
            return cleaned

    return RefusedForm
