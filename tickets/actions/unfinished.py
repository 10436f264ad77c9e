"""What is left to do in a ticket, so that it is neither handed over nor closed yet (T4–T6, W2, W4)."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from support_desk.shared.errors import Refused
from tickets.domain.statuses import Party
from tickets.domain.tasks import HANDED
from tickets.models import Approval, LetterItem, Task, Ticket


def open_tasks() -> QuerySet[Task]:
    """Tasks that are neither handed over nor over."""
    return Task.objects.exclude(status__in=HANDED)


def open_items() -> QuerySet[LetterItem]:
    """Questions of letters that no reply has answered: a promise is none."""
    return LetterItem.objects.exclude(state=LetterItem.State.ANSWERED)


def check_nothing_left(ticket: Ticket, *, party: Party) -> None:
    """Refused with what is left: an open task, a question of a letter, a question to the client. The client is told
    without words of ours (P2). Of a locked ticket; one statement."""
    title, is_asked, has_items = _left_in(ticket)
    if party is Party.CLIENT:
        _check_for_client(is_asked=is_asked, is_worked_on=title is not None or has_items)
    elif title is not None:
        words = _("A task is still open: “%(title)s”. Hand it over or cancel it first.")
        raise Refused(words % {"title": title}, code="open_tasks")
    elif has_items:
        raise Refused(items_left(ticket), code="open_items")
    elif is_asked:
        raise Refused(_("The client has not answered our question yet. Withdraw it first."), code="open_question")


def is_anything_left(ticket: Ticket) -> bool:
    """Whether `check_nothing_left` would refuse. One statement."""
    title, is_asked, has_items = _left_in(ticket)
    return title is not None or is_asked or has_items


def items_left(ticket: Ticket) -> str:
    """How many questions of its letters are open, in words."""
    left = open_items().filter(ticket=ticket).count()
    return ngettext_lazy(
        "%(count)d question of the letter is not answered yet. Answer it first.",
        "%(count)d questions of the letter are not answered yet. Answer them first.",
        left,
    ) % {"count": left}


def with_nothing_left(tickets: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """Those tickets in which nothing is left to do and nothing is promised."""
    this = {"ticket": OuterRef("pk")}
    left = [open_tasks().filter(**this), open_items().filter(**this), Approval.objects.pending().filter(**this)]
    for each in left:
        tickets = tickets.exclude(Exists(each))
    return tickets.filter(promised_until__isnull=True)


def _left_in(ticket: Ticket) -> tuple[str | None, bool, bool]:
    """The title of an open task, whether the client is asked something, whether questions of a letter are open."""
    this = {"ticket": OuterRef("pk")}
    title = Subquery(open_tasks().filter(**this).order_by("pk").values("title")[:1])
    is_asked, has_items = Exists(Approval.objects.pending().filter(**this)), Exists(open_items().filter(**this))
    found: tuple[str | None, bool, bool] = Ticket.objects.values_list(title, is_asked, has_items).get(pk=ticket.pk)
    return found


def _check_for_client(*, is_asked: bool, is_worked_on: bool) -> None:
    if is_asked:
        raise Refused(_("Please answer our question first: whether you agree to the work."), code="open_question")
    if is_worked_on:
        raise Refused(_("We are still working on this. We will write to you when it is done."), code="open_tasks")
