"""What an action refuses, shown in the form that asked for it."""

from django import forms

from support_desk.shared.errors import Refused


def refused(form: forms.Form, refusal: Refused) -> None:
    """Beside the field at fault, else over the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
