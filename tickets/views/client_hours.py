"""`/clients/<id>/hours/`: the hours of a client's contracts, month by month (C2)."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.models import Client
from tickets.queries.hours_page import ContractHours, hours_of_client
from tickets.views.client_words import month_name


@require_safe
@employees_only
def client_hours(request: DeskRequest, client_id: int) -> HttpResponse:
    """Every contract that the viewer sees, with a chart and the table behind it."""
    found = get_object_or_404(Client.objects.visible_to(request.viewer), pk=client_id)
    contracts = [shown(each) for each in hours_of_client(request.viewer, found)]
    return render(request, "clients/hours.html", {"client": found, "contracts": contracts})


def shown(hours: ContractHours) -> dict[str, object]:
    """A contract with what its chart draws, oldest first, and its rows with the names of their months."""
    return {
        "contract": hours.contract,
        "rows": [(month_name(row.month), row) for row in hours.rows],
        "bars": [(row.used, row.available) for row in reversed(hours.rows)],
        "months_over": sum(1 for row in hours.rows if row.beyond),
        "amount": hours.beyond_amount,
    }
