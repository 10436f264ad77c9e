"""The least a page of fifty rows can cost in Django: session, user, one indexed query, a plain template."""

from django.db.models import Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tickets.models import Ticket
from workload.models import Department


def floor(request: HttpRequest) -> HttpResponse:
    """The same fifty tickets that open the queue of a head, without anything around them."""
    if not request.user.is_authenticated:
        raise Http404
    headed = Department.objects.filter(head__user=request.user).values("pk")[:1]
    tickets = Ticket.objects.live().filter(department_id=Subquery(headed)).defer("search")
    rows = tickets.select_related("client", "project", "assignee").order_by("waiting_since", "-last_message_at")[:50]
    return render(request, "floor.html", {"rows": rows})
