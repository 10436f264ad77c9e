"""Applying, undoing and turning down proposed moves on the board (L7)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from workload.actions.load_moves import apply_move, dismiss_move, undo_move
from workload.models import LoadMove


@require_POST
@employees_only
def load_move_apply(request: DeskRequest) -> HttpResponse:
    """One click: the work goes to the person that was proposed."""
    move = decided(request, apply_move)
    messages.success(request, _("Given to %(name)s. Undo stands beside the board.") % {"name": move.to_employee.name})
    return to_board(move.department_id)


@require_POST
@employees_only
def load_move_dismiss(request: DeskRequest) -> HttpResponse:
    """Not this."""
    move = decided(request, dismiss_move)
    messages.success(request, _("It will not be proposed to %(name)s again.") % {"name": move.to_employee.name})
    return to_board(move.department_id)


@require_POST
@employees_only
def load_move_undo(request: DeskRequest, move_id: int) -> HttpResponse:
    """One click: the work goes back."""
    move = get_object_or_404(LoadMove.objects.visible_to(request.viewer), pk=move_id)
    undo_move(move=move, by=request.viewer, at=request.at)
    name = move.from_employee.name if move.from_employee else ""
    messages.success(request, _("Given back to %(name)s.") % {"name": name})
    return to_board(move.department_id)


def decided(request: DeskRequest, deed: Callable[..., LoadMove]) -> LoadMove:
    """What the form names; Refused when it makes no sense."""
    numbers = [request.POST.get(name, "") for name in ("department", "to")]
    key = request.POST.get("key", "")[:60]
    if not key or not all(text.isascii() and text.isdigit() and len(text) < 19 for text in numbers):
        raise Refused(_("Choose one of the proposed moves."))
    department_id, to_id = map(int, numbers)
    return deed(department_id=department_id, key=key, to_id=to_id, by=request.viewer, at=request.at)


def to_board(department_id: int) -> HttpResponse:
    return redirect(f"{reverse('load')}?department={department_id}")
