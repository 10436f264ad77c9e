"""Filters that take nothing but what they mean: a bad value is refused with its field, never ignored."""

from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from support_desk.shared.instants import parse_instant

FLAGS = {"1": True, "true": True, "0": False, "false": False}
LARGEST = 2**63 - 1


class IdField(forms.IntegerField):
    """The id of a row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"min_value": 0, "max_value": LARGEST, **kwargs})


class FlagField(forms.Field):
    """1 or true, 0 or false; empty does not filter."""

    def to_python(self, value: Any) -> bool | None:
        if value in self.empty_values:
            return None
        flag = FLAGS.get(str(value).lower())
        if flag is None:
            raise forms.ValidationError(_("Write 1 or 0."))
        return flag


class InstantField(forms.Field):
    """ISO 8601 with an offset."""

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            return parse_instant(str(value))
        except ValueError as error:
            message = _("Write an instant with its offset, as in 2026-11-23T10:00:00+03:00.")
            raise forms.ValidationError(message) from error


class IdFilter(django_filters.Filter):
    """Rows of one other object; a foreign or absent id simply finds nothing."""

    field_class = IdField


class FlagFilter(django_filters.Filter):
    """Yes or no."""

    field_class = FlagField


class InstantFilter(django_filters.Filter):
    """Before or after an instant."""

    field_class = InstantField
