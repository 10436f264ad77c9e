"""Evidence of money: offers, invoices and what was collected, additions and corrections (Y2, Y5)."""

from collections.abc import Sequence
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from payroll.models import PayAdjustment, PayFact, Payslip
from payroll.queries.evidence.kinds import EvidenceRow, Kind, day_words
from support_desk.shared.ui.figures import money, number
from support_desk.shared.viewer import Viewer


def _facts(viewer: Viewer, _slip: Payslip, ids: Sequence[int]) -> QuerySet[Any]:
    seen = PayFact.objects.visible_to(viewer).filter(pk__in=ids)
    return seen.select_related("client").order_by("happened_on", "pk")


def _fact(fact: PayFact) -> EvidenceRow:
    source = " ".join(filter(None, (fact.source, fact.reference)))
    amount = number(fact.amount.normalize()) if fact.kind == PayFact.Kind.OFFER else money(fact.amount)
    return EvidenceRow(
        title=fact.title,
        href=fact.url,
        note=", ".join(filter(None, (fact.client.name if fact.client else "", source))),
        day=day_words(fact.happened_on),
        figure=amount,
        is_away=bool(fact.url),
    )


def _adjustments(viewer: Viewer, _slip: Payslip, ids: Sequence[int]) -> QuerySet[Any]:
    seen = PayAdjustment.objects.visible_to(viewer).filter(pk__in=ids)
    return seen.select_related("proposed_by", "decided_by", "corrects__payslip").order_by("pk")


def _adjustment(adjustment: PayAdjustment) -> EvidenceRow:
    said = {
        "proposed": adjustment.proposed_by.name,
        "agreed": adjustment.decided_by.name if adjustment.decided_by else "",
    }
    mended = adjustment.corrects
    path = reverse("payslip", args=[mended.payslip.employee_id, mended.payslip.month]) if mended else ""
    return EvidenceRow(
        title=adjustment.reason,
        href=f"{path}?line={mended.position}#line-{mended.position}" if mended else "",
        note=_("proposed by %(proposed)s, agreed by %(agreed)s") % said,
        day=day_words(adjustment.decided_at),
        figure=money(adjustment.amount),
    )


OFFERS: Final = Kind(
    (gettext_lazy("What was sold"), pgettext_lazy("date of", "Accepted"), gettext_lazy("Points")),
    seen=_facts,
    row=_fact,
)
DUE: Final = Kind(
    (pgettext_lazy("of money", "Invoice"), pgettext_lazy("date of", "Due"), pgettext_lazy("of money", "Amount")),
    seen=_facts,
    row=_fact,
)
COLLECTED: Final = Kind(
    (pgettext_lazy("of money", "Invoice"), pgettext_lazy("date of", "Collected"), pgettext_lazy("of money", "Amount")),
    seen=_facts,
    row=_fact,
)
ADJUSTMENT: Final = Kind(
    (gettext_lazy("Reason"), pgettext_lazy("date of", "Agreed"), pgettext_lazy("of money", "Amount")),
    seen=_adjustments,
    row=_adjustment,
)
