"""What a copy of a catalogue's row is called, whose code and name nobody else may have."""

from collections.abc import Collection
from itertools import count
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from support_desk.shared.errors import Refused

LONGEST_CODE, LONGEST_NAME = 40, 100
ROOM_FOR_A_NUMBER = 6


def check_name(rows: QuerySet[Any], name: str) -> None:
    """Nothing of its kind is called so yet. Refused, naming `name`."""
    if rows.filter(name=name.strip()).exists():
        raise Refused(_("Something else is called so already. Choose another name."), field="name")


def code_of_copy(code: str, taken: Collection[str]) -> str:
    """ "standard-2" of "standard", or the first number after it that is free."""
    stem = code[: LONGEST_CODE - ROOM_FOR_A_NUMBER]
    return next(found for number in count(2) if (found := f"{stem}-{number}") not in taken)


def name_of_copy(name: str, department: str) -> str:
    """The name a copy is proposed under: of the department it is for, "" for nobody's in particular."""
    proposed = _("%(name)s, %(department)s") if department else _("%(name)s, copy")
    return (proposed % {"name": name, "department": department})[:LONGEST_NAME]
