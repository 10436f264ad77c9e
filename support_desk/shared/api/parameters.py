"""Query parameters: known ones are read strictly, unknown ones are refused with their name."""

import re
from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from support_desk.shared.instants import parse_instant


def check_parameters(request: Request, known: Collection[str]) -> None:
    """Raises naming every parameter that is not in `known`, so that a misspelt filter does not return everything."""
    unknown = [name for name in request.query_params if name not in known]
    if unknown:
        message = _("This parameter is not known here.")
        raise ValidationError({name[:100]: message for name in unknown[:20]})


def read_instant(text: str, field: str) -> datetime:
    """An ISO 8601 instant with its offset. ValidationError naming `field` for anything else."""
    try:
        return parse_instant(text)
    except ValueError as error:
        message = _("Write an instant with its offset, as in 2026-11-23T10:00:00+03:00.")
        raise ValidationError({field: message}) from error


def read_flag(request: Request, name: str) -> bool:
    """A parameter that is 1 or 0; absent means 0."""
    text = request.query_params.get(name, "0")
    if text not in ("0", "1"):
        raise ValidationError({name: _("Write 1 or 0.")})
    return text == "1"


def read_number(request: Request, name: str, *, default: int, most: int) -> int:
    """A whole number from 1 to `most`."""
    text = request.query_params.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,6}", text) or not 1 <= int(text) <= most:
        raise ValidationError({name: _("Write a whole number from 1 to %(most)s.") % {"most": most}})
    return int(text)
