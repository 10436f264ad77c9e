"""What takes from pay: its ground, and the employee's consent (Labour Code 137, 138; Y5)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.utils.translation import gettext_lazy as _

from support_desk.shared.actions.store_file import store_file
from support_desk.shared.errors import Refused
from support_desk.shared.viewer import Viewer
from workload.domain.months import day_in
from workload.models import Department


@dataclass(frozen=True, slots=True)
class Minus:
    """`ground`: one of PayAdjustment.Ground. `consented_on` with the `paper` that the employee has signed; without
    both they consent on the page."""

    ground: str = ""
    consented_on: date | None = None
    paper: "File[bytes] | None" = None


def minus_of(amount: Decimal, minus: Minus, *, department: Department, by: Viewer, at: datetime) -> dict[str, Any]:
    """The fields that a sum below zero has beside others, {} of one above. Refused, naming `ground`, `consented_on` or
    `paper`."""
    if amount >= 0:
        return {}
    if not minus.ground:
        raise Refused(_("Say on what ground something is taken from pay."), field="ground")
    if minus.consented_on is None:
        return {"ground": minus.ground}
    if minus.consented_on > day_in(department.timezone, at):
        raise Refused(_("Nobody has consented on a day to come."), field="consented_on")
    if minus.paper is None:
        raise Refused(
            _("Attach the paper that the employee has signed, or leave the day out: they consent on the page."),
            field="paper",
        )
    paper = minus.paper
    stored = store_file(
        content=paper,
        name=paper.name or "",
        content_type=getattr(paper, "content_type", "") or "",
        at=at,
        user_id=by.user_id,
    )
    return {"ground": minus.ground, "consented_on": minus.consented_on, "consent": stored}
