"""Questions of a letter: marking them, writing an answer, saying that one has been answered (T6)."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from support_desk.shared.http import DeskRequest
from support_desk.shared.views.doors import employees_only
from tickets.actions.items.marking import answered_before, mark_items, write_item_answer
from tickets.domain.items import propose_items
from tickets.forms.items import ItemForm, SplitForm
from tickets.models import LetterItem, Message
from tickets.task_permissions import can_split_off
from tickets.views.entry import sent
from tickets.views.handling import answered, changed


@employees_only
@require_http_methods(["GET", "POST"])
def message_items(request: DeskRequest, pk: int) -> HttpResponse:
    """The dialog with the questions of a letter: those marked, else a proposal from its numbering."""
    found = Message.objects.visible_to(request.viewer).filter(pk=pk, direction=Message.Direction.INBOUND)
    message = found.select_related("ticket").first()
    if message is None:
        raise Http404
    marked = list(message.items.visible_to(request.viewer).values_list("text", flat=True))
    texts = marked or propose_items(message.body_text)
    lines = "\n".join(f"{number}. {' '.join(text.split())}" for number, text in enumerate(texts, 1))
    form = SplitForm(sent(request), initial={"items": lines})

    def change() -> str:
        items = mark_items(message=message, texts=_unfolded(form.texts(), marked), by=request.viewer, at=request.at)
        return ngettext("%(count)d item", "%(count)d items", len(items)) % {"count": len(items)}

    context = {"message": message, "is_marked": bool(marked), "is_proposed": bool(texts) and not marked}
    return answered(request, message.ticket.number, "ticket/split_letter.html", form, change, **context)


@employees_only
@require_http_methods(["GET", "POST"])
def item(request: DeskRequest, pk: int) -> HttpResponse:
    """The dialog of one question: what is to be answered, kept until a reply takes it."""
    row = found_item(request, pk)
    form = ItemForm(sent(request), initial={"answer": row.answer_text})

    def change() -> str:
        write_item_answer(item=row, text=form.cleaned_data["answer"], by=request.viewer, at=request.at)
        return _("Answer to item %(number)d kept") % {"number": row.position}

    may_delegate = can_split_off(request.viewer, row.ticket)
    return answered(request, row.ticket.number, "ticket/item.html", form, change, item=row, may_delegate=may_delegate)


@employees_only
@require_POST
def item_answered(request: DeskRequest, pk: int) -> HttpResponse:
    """Says that the last reply has answered the question already."""
    row = found_item(request, pk)

    def change() -> str:
        answered_before(item=row, by=request.viewer, at=request.at)
        return _("Item %(number)d is answered") % {"number": row.position}

    return changed(request, row.ticket.number, change)


def found_item(request: DeskRequest, pk: int) -> LetterItem:
    found = LetterItem.objects.visible_to(request.viewer).select_related("ticket__project").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _unfolded(texts: list[str], marked: list[str]) -> list[str]:
    """An item of several lines was shown in one: left as it stood, it keeps its own words."""
    known = {" ".join(text.split()): text for text in marked}
    return [known.get(text, text) for text in texts]
