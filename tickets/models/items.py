"""The questions of a long letter, each answered, delegated or promised by itself (T6)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.viewer import Viewer
from tickets.models.conversation import Message
from tickets.models.tasks import Task
from tickets.models.ticket import Ticket


class LetterItemQuerySet(models.QuerySet["LetterItem"]):
    """Named filters of items."""

    def visible_to(self, viewer: Viewer) -> "LetterItemQuerySet":
        """Items of visible tickets. A client contact is not shown how we split their letter."""
        if viewer.is_system:
            return self
        if not viewer.is_employee:
            return self.none()
        return self.filter(ticket__in=Ticket.objects.visible_to(viewer))

    def unsettled(self) -> "LetterItemQuerySet":
        """Neither answered nor promised."""
        return self.filter(settled_at__isnull=True)


class LetterItem(models.Model):
    """One question of an inbound message.

    Delegated to a task it still waits for us until it is promised or answered (T5); so a promised or answered item may
    have its task. `answer_text` is what is being written for it, kept until a reply assembles it; `answered_by` the
    reply that did. `ticket` repeats the message's, so that a list counts them in one statement.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("item", "Open")
        DELEGATED = "delegated", pgettext_lazy("item", "Delegated")
        PROMISED = "promised", pgettext_lazy("item", "Promised")
        ANSWERED = "answered", pgettext_lazy("item", "Answered")

    message = models.ForeignKey(Message, models.PROTECT, related_name="items", verbose_name=_("message"))
    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="items", verbose_name=_("ticket"))
    position = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("question"), max_length=4_000)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    answer_text = models.TextField(_("answer"), blank=True, max_length=20_000)
    answered_by = models.ForeignKey(
        Message, models.PROTECT, null=True, blank=True, related_name="answered_items", verbose_name=_("answered by")
    )
    promised_by = models.ForeignKey(
        Message, models.PROTECT, null=True, blank=True, related_name="promised_items", verbose_name=_("promised by")
    )
    promised_until = models.DateTimeField(_("answer promised by"), null=True, blank=True)
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="items", verbose_name=_("delegated as")
    )
    settled_at = models.DateTimeField(_("answered or promised"), null=True, blank=True)

    objects = LetterItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("item of a letter")
        verbose_name_plural = _("items of letters")
        ordering = ["position"]
        indexes = [models.Index(fields=["ticket", "state"], name="item_by_ticket")]
        constraints = [
            models.UniqueConstraint(
                fields=["message", "position"],
                name="item_has_its_place",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=~Q(state="promised") | Q(promised_until__isnull=False), name="promised_item_has_its_date"
            ),
            models.CheckConstraint(
                condition=~Q(state="delegated") | Q(task__isnull=False), name="delegated_item_has_its_task"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["answered", "promised"], settled_at__isnull=False)
                | Q(state__in=["open", "delegated"], settled_at__isnull=True),
                name="settled_item_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True) | ~Q(answered_by=F("message")), name="item_answers_not_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.text[:40]}"
