"""What a client is asked to agree to: the question, its lines, and how it is paid (W2, W3)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from support_desk.shared.viewer import Viewer
from tickets.models import Approval, Estimate, Overrun
from tickets.models.approvals import ApprovalQuerySet

MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One piece of work. `by`: who will do it; `is_more`: time beyond what was agreed before."""

    text: str
    by: str
    minutes: int
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    """`criteria`: by what the work is accepted, each a line. `rate`: of the hours beyond the contract."""

    approval: Approval
    lines: list[Line]
    criteria: list[str]
    is_about_more: bool

    @property
    def by_contract(self) -> int:
        """Minutes that the contract still holds."""
        return max(self.approval.minutes - self.approval.beyond_minutes, 0)

    @property
    def parts(self) -> list[tuple[int, str]]:
        """The bar: by contract and beyond."""
        return [(self.by_contract, "second"), (self.approval.beyond_minutes, "")]

    @property
    def rate(self) -> Decimal | None:
        minutes = self.approval.beyond_minutes
        return self.approval.beyond_amount * MINUTES_AN_HOUR / minutes if minutes else None


def approvals_of(viewer: Viewer) -> ApprovalQuerySet:
    """Approvals the viewer sees, each with its ticket, who asked and who decided; a withdrawn one too."""
    more = Overrun.objects.filter(approval=OuterRef("pk"))
    seen = Approval.objects.visible_to(viewer).select_related("ticket", "asked_by", "contact")
    return seen.annotate(is_about_more=Exists(more))


def approval_page(approval: Approval) -> ApprovalPage:
    """Two statements."""
    estimates = list(Estimate.objects.filter(approval=approval).select_related("task", "author").order_by("id"))
    overruns = list(Overrun.objects.filter(approval=approval).select_related("task", "reported_by").order_by("id"))
    lines = [Line(each.client_text, each.author.name, each.minutes) for each in estimates]
    lines += [Line(each.client_text or _("More time"), each.reported_by.name, each.minutes, True) for each in overruns]
    criteria = [line for each in estimates for line in points_of(each.task.acceptance_criteria)]
    return ApprovalPage(approval, lines, list(dict.fromkeys(criteria)), bool(overruns) and not estimates)


def points_of(text: str) -> list[str]:
    """Criteria as they were written, a line each, without the marks that began them."""
    return [clean for line in text.splitlines() if (clean := line.strip().lstrip("-–—•* ").strip())]
