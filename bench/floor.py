"""The least a page of fifty rows can cost in Django: session, user, one indexed query, a plain template."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from tickets.models import Ticket


def floor(request: HttpRequest) -> HttpResponse:
    """The same fifty tickets that open the queue of a head, without anything around them."""
    if not request.user.is_authenticated:
        raise Http404
    headed = Ticket.objects.live().filter(department__head__user=request.user)
    tickets = headed.select_related("client", "project", "assignee")
    rows = tickets.order_by("waiting_since", "-last_message_at")[:50]
    return render(request, "floor.html", {"rows": rows})
