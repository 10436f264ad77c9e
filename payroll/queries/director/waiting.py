"""What waits for the director's word (P4, Y5, S6, D3)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disputes.queries.complaint_lists import waiting_for as complaints_for
from disputes.queries.dispute_lists import disputes_waiting_for
from payroll.models import PayObjection, PayRun
from payroll.queries.adjustments.lists import waiting_for_word_of
from payroll.queries.runs.readable import readable_runs
from support_desk.shared.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many of a thing, and where they are."""

    number: int
    words: str | Promise
    url: str


def waiting_for_director(viewer: Viewer) -> list[Waiting]:
    """What there is, the pay first. Five statements."""
    return [one for one in _all(viewer) if one.number]


def _all(viewer: Viewer) -> Iterator[Waiting]:
    runs = readable_runs(viewer).filter(state=PayRun.State.CONFIRMED).exclude(confirmed_by=viewer.employee_id)
    yield Waiting(runs.count(), _("Pay runs to approve"), reverse("pay-months"))
    words = _("Additions and corrections to agree to")
    yield Waiting(waiting_for_word_of(viewer).count(), words, reverse("pay-adjustments"))
    yield Waiting(PayObjection.objects.for_answer_of(viewer).count(), _("Objections to answer"), reverse("objections"))
    yield Waiting(disputes_waiting_for(viewer).count(), _("Disputes to answer or decide"), reverse("disputes"))
    yield Waiting(complaints_for(viewer).count(), _("Complaints to decide"), reverse("complaints"))
