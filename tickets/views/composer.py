"""Sending what was written: a reply, a note, a call; and taking a reply back."""

import json
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from support_desk.shared.actions.store_file import store_uploads
from support_desk.shared.errors import Refused
from support_desk.shared.http import DeskRequest
from support_desk.shared.ui.toasts import add_toast
from support_desk.shared.views.doors import employees_only
from tickets.actions.mentioning import not_told
from tickets.actions.notes import add_note, log_call
from tickets.actions.once import once
from tickets.actions.replying import reply
from tickets.actions.taking_back import take_back_reply
from tickets.forms.composer import CallForm, NoteForm, ReplyForm, TextForm
from tickets.models import Message, Ticket
from tickets.queries.asking import tasks_to_log_on
from tickets.queries.operations import operations_for
from tickets.views.entry import announced, found_ticket
from tickets.views.queue_list import is_from_operator_page, next_in_list

UNDO_SECONDS = 10

type Deed[FormT] = Callable[[DeskRequest, Ticket, FormT], Message]
type Told = Callable[[DeskRequest, HttpResponse, Message | None], HttpResponse]


@employees_only
@require_POST
def ticket_reply(request: DeskRequest, number: int) -> HttpResponse:
    """Sends the answer to the client; `next` asks for the ticket after this one."""
    form = ReplyForm(request.POST, **to_log(request, number))
    if not form.is_valid():
        return not_sent(request, form)
    # Found before the answer goes: sent, the ticket stands elsewhere in the list.
    following = next_in_list(request, number) if "next" in request.POST else None
    try:
        message = once(**_sender(request), deed=lambda: _reply(request, number, form))
    except Refused as refusal:
        return not_sent(request, form, refusal)
    except Ticket.DoesNotExist:
        raise Http404 from None
    is_new_place = following is not None and not is_from_operator_page(request)
    response = shown(following or number, is_new_place=is_new_place)
    if message is None:
        return response
    undo = reverse("message-take-back", args=[message.pk])
    return announced(response, _sent_words(message.ticket), undo_url=undo, seconds=UNDO_SECONDS)


@employees_only
@require_POST
def ticket_note(request: DeskRequest, number: int) -> HttpResponse:
    """Keeps an internal note."""
    return _kept(request, number, NoteForm, _note, _noted)


@employees_only
@require_POST
def ticket_call(request: DeskRequest, number: int) -> HttpResponse:
    """Writes a phone call down."""
    return _kept(request, number, CallForm, _call, _written_down)


@employees_only
@require_POST
def take_back(request: DeskRequest, pk: int) -> HttpResponse:
    """Undo: the reply does not leave, its text returns to the draft."""
    message = Message.objects.visible_to(request.viewer).select_related("ticket").filter(pk=pk).first()
    if message is None:
        raise Http404
    try:
        take_back_reply(message=message, by=request.viewer, at=request.at)
    except Refused as refusal:
        return add_toast(HttpResponse(status=409), str(refusal), tone="bad")
    response = shown(message.ticket.number, is_new_place=True)
    return announced(response, _("Taken back: the text is in your draft"))


def _kept[FormT: TextForm](
    request: DeskRequest,
    number: int,
    kind: type[FormT],
    deed: Deed[FormT],
    told: Told,
) -> HttpResponse:
    """What stays in the house: done once, or what to mend."""
    ticket = found_ticket(request, number)
    form = kind(request.POST, **to_log(request, number))
    if not form.is_valid():
        return not_sent(request, form)
    try:
        message = once(**_sender(request), deed=lambda: deed(request, ticket, form))
    except Refused as refusal:
        return not_sent(request, form, refusal)
    return told(request, shown(number), message)


def _noted(request: DeskRequest, answer: HttpResponse, note: Message | None) -> HttpResponse:
    """Whoever was named and does not see the ticket was not told: the writer should know."""
    names = not_told(note, request.at) if note else []
    if not names:
        return announced(answer, _("Note kept"))
    words = _("Note kept. Not told, because they do not see this ticket: %(names)s.")
    return announced(answer, words % {"names": ", ".join(names)}, tone="soon")


def _written_down(_request: DeskRequest, answer: HttpResponse, _call: Message | None) -> HttpResponse:
    return announced(answer, _("Call written down"))


def shown(number: int, *, is_new_place: bool = False) -> HttpResponse:
    """Tells the page to show a ticket in its reading pane, with an address of its own when it is another one."""
    path = reverse("ticket", args=[number])
    place = {"path": path, "target": "#reading", "swap": "innerHTML", "push": "true" if is_new_place else "false"}
    return HttpResponse(headers={"HX-Location": json.dumps(place)})


def not_sent(request: DeskRequest, form: TextForm, refusal: Refused | None = None) -> HttpResponse:
    """What to mend. The form itself stays as it is, files and all: only this is put above its buttons."""
    if refusal is not None:
        form.add_refusal(refusal)
    return render(request, "ticket/not_sent.html", {"form": form}, status=422)


def to_log(request: DeskRequest, number: int) -> dict[str, Any]:
    """What time can be logged on; tasks are asked for only when one was chosen."""
    tasks = tasks_to_log_on(request.viewer, number) if request.POST.get("task") else []
    return {"operations": operations_for(request.viewer), "tasks": tasks}


def _sender(request: DeskRequest) -> dict[str, Any]:
    return {"key": request.POST.get("idempotency_key", ""), "by": request.viewer, "at": request.at}


def _files(request: DeskRequest) -> list[Any]:
    uploads = request.FILES.getlist("files")
    return store_uploads(uploads=uploads, at=request.at, user_id=request.viewer.user_id) if uploads else []


def _reply(request: DeskRequest, number: int, form: ReplyForm) -> Message:
    return reply(
        # The action looks the ticket up, locked and only where the viewer may see it: once is enough.
        ticket=Ticket(number=number),
        body=form.cleaned_data["body"],
        by=request.viewer,
        at=request.at,
        files=_files(request),
        options=form.reply_options(),
    )


def _note(request: DeskRequest, ticket: Ticket, form: NoteForm) -> Message:
    return add_note(
        ticket=ticket,
        body=form.cleaned_data["body"],
        by=request.viewer,
        at=request.at,
        files=_files(request),
        work=form.work(),
    )


def _call(request: DeskRequest, ticket: Ticket, form: CallForm) -> Message:
    return log_call(
        ticket=ticket,
        body=form.cleaned_data["body"],
        by=request.viewer,
        at=request.at,
        is_outgoing=form.cleaned_data["direction"] == "out",
        work=form.work(),
    )


def _sent_words(ticket: Ticket) -> str:
    return _("Reply to %(name)s sent") % {"name": ticket.requester_name or ticket.requester_address}
