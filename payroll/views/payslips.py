"""`/pay/`: my payslips; `/pay/<employee>/<month>/`: one that explains itself (Y4)."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from payroll.models import Payslip
from payroll.queries.slips.page import payslip_page
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only


@require_safe
@employees_only
def pay(request: DeskRequest) -> HttpResponse:
    """My newest payslip; who has none yet reads how one comes about."""
    own = Payslip.objects.visible_to(request.viewer).filter(employee=request.viewer.employee_id)
    newest = own.order_by("-month").first()
    if newest is not None:
        return redirect("payslip", newest.employee_id, newest.month)
    return render(request, "payroll/payslips/none.html")


@require_safe
@employees_only
def payslip(request: DeskRequest, employee_id: int, month: date) -> HttpResponse:
    """Mine, or that of somebody whose pay I answer for; `?line=3` opens a line."""
    try:
        page = payslip_page(request.viewer, employee_id, month)
    except Payslip.DoesNotExist as missing:
        raise Http404 from missing
    asked = request.GET.get("line", "")
    opened = int(asked) if asked.isdecimal() and len(asked) < 4 else 0
    return render(request, "payroll/payslips/payslip.html", {"page": page, "opened": opened})
