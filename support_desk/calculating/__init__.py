"""The pure rules for other programs: one JSON case in, one JSON result out, without database, broker or key.

A rule is one module with one function from a case to a result, and one line here.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from support_desk.calculating.due import due
from support_desk.calculating.pay import pay
from support_desk.calculating.respond_by import respond_by
from support_desk.calculating.settlement import settlement
from support_desk.calculating.staffing import staffing

type Rule = Callable[[Mapping[str, Any]], dict[str, Any]]
"""Raises BadInput with the path of what it cannot use."""

RULES: Final[Mapping[str, Rule]] = {
    "due": due,
    "pay": pay,
    "respond_by": respond_by,
    "settlement": settlement,
    "staffing": staffing,
}
