"""What a client is asked to agree to: the question, its lines, and how it is paid (W2, W3)."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, Exists, OuterRef
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from support_desk.shared.viewer import Viewer
from tickets.domain.rollover import beyond_amount
from tickets.models import Approval, Contract, Estimate, Overrun
from tickets.models.approvals import ApprovalQuerySet


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of work. `by`: who will do it; `is_more`: time beyond what was agreed before."""

    text: str
    by: str
    minutes: int
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """`criteria`: by what the work is accepted, each a line. `rate`: an hour beyond the contract, as it says; None when
    nothing goes beyond it, or its rate has been changed since."""

    approval: Approval
    lines: list[Line]
    criteria: list[str]
    is_about_more: bool
    rate: Decimal | None = None

    @property
    def by_contract(self) -> int:
        """Minutes that the contract still holds."""
        return max(self.approval.minutes - self.approval.beyond_minutes, 0)

    @property
    def parts(self) -> list[tuple[int, str]]:
        """The bar: by contract and beyond."""
        return [(self.by_contract, "second"), (self.approval.beyond_minutes, "")]


def approvals_of(viewer: Viewer) -> ApprovalQuerySet:
    """Approvals the viewer sees, each with its ticket, who asked and who decided, and `rates`: those of the contracts
    that had begun when it was asked, the last first; a withdrawn one too."""
    begun = Contract.objects.filter(
        project=OuterRef("ticket__project"), starts_on__lte=Cast(OuterRef("asked_at"), DateField())
    )
    rates = ArraySubquery(begun.order_by("-starts_on").values("rate_amount"))
    more = Overrun.objects.filter(approval=OuterRef("pk"))
    seen = Approval.objects.visible_to(viewer).select_related("ticket", "asked_by", "contact")
    return seen.annotate(is_about_more=Exists(more), rates=rates)


def approval_page(approval: Approval) -> ApprovalPage:
    """Of `approvals_of`. Two statements."""
    estimates = list(Estimate.objects.filter(approval=approval).select_related("task", "author").order_by("id"))
    overruns = list(Overrun.objects.filter(approval=approval).select_related("task", "reported_by").order_by("id"))
    lines = [Line(each.client_text, each.author.name, each.minutes) for each in estimates]
    lines += [Line(each.client_text or _("More time"), each.reported_by.name, each.minutes, True) for each in overruns]
    criteria = [line for each in estimates for line in points_of(each.task.acceptance_criteria)]
    return ApprovalPage(
        approval, lines, list(dict.fromkeys(criteria)), bool(overruns) and not estimates, rate_of(approval)
    )


def rate_of(approval: Approval) -> Decimal | None:
    """The rate by which its amount was counted, of the contract that had begun last."""
    rates: list[Decimal] = approval.rates  # type: ignore[attr-defined]  # annotated by `approvals_of`
    minutes, amount = approval.beyond_minutes, approval.beyond_amount
    counted = (rate for rate in rates if minutes and beyond_amount(minutes, rate) == amount)
    return next(counted, None)


def points_of(text: str) -> list[str]:
    """Criteria as they were written, a line each, without the marks that began them."""
    return [clean for line in text.splitlines() if (clean := line.strip().lstrip("-–—•* ").strip())]
