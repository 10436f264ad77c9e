"""What ties tickets and people together besides the conversation: links, merges and mentions (T7)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.models import User
from support_desk.shared.viewer import Viewer
from tickets.models.conversation import Message
from tickets.models.ticket import Ticket
from workload.models import Employee


class TicketLinkQuerySet(models.QuerySet["TicketLink"]):
    """Named filters of links."""

    def visible_to(self, viewer: Viewer) -> "TicketLinkQuerySet":
        """Links both ends of which the viewer sees; no client contact sees one."""
        if viewer.is_system:
            return self
        if not viewer.is_employee:
            return self.none()
        seen = Ticket.objects.visible_to(viewer).values("pk")
        return self.filter(first__in=seen, second__in=seen)


class TicketLink(models.Model):
    """Two tickets that belong together; `first` is the older one, so that a pair is linked once."""

    first = models.ForeignKey(Ticket, models.PROTECT, related_name="links_to_younger", verbose_name=_("older ticket"))
    second = models.ForeignKey(Ticket, models.PROTECT, related_name="links_to_older", verbose_name=_("younger ticket"))
    linked_at = models.DateTimeField(_("linked"))
    linked_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TicketLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link of tickets")
        verbose_name_plural = _("links of tickets")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="tickets_are_linked_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="link_leads_to_the_younger"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} – {self.second_id}"


class TicketMergeQuerySet(models.QuerySet["TicketMerge"]):
    """Named filters of merges."""

    def visible_to(self, viewer: Viewer) -> "TicketMergeQuerySet":
        """Merges both tickets of which the viewer sees; no client contact sees one."""
        if viewer.is_system:
            return self
        if not viewer.is_employee:
            return self.none()
        seen = Ticket.objects.visible_to(viewer).values("pk")
        return self.filter(source__in=seen, target__in=seen)

    def standing(self) -> "TicketMergeQuerySet":
        """Those that were not undone."""
        return self.filter(undone_at__isnull=True)


class TicketMerge(models.Model):
    """That `source` went on in `target` from `merged_at`, and what it takes to undo it (T7).

    `moved` names by their keys what went over, as JSON: lists of `messages`, `tasks`, `approvals`, `drafts`, `merged`
    (tickets that had been merged into `source`) and `followers` (employees); `came_from` {message: the ticket that it
    had been moved from before}; `last_message`, the newest of `target`; and of `source` and `target` the status and
    until when it was snoozed by whom.
    """

    source = models.ForeignKey(Ticket, models.PROTECT, related_name="merges", verbose_name=_("merged ticket"))
    target = models.ForeignKey(Ticket, models.PROTECT, related_name="+", verbose_name=_("went on in"))
    merged_at = models.DateTimeField(_("merged"))
    merged_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    moved = models.JSONField(default=dict)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = TicketMergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge of tickets")
        verbose_name_plural = _("merges of tickets")
        constraints = [
            models.UniqueConstraint(
                fields=["source"], condition=Q(undone_at__isnull=True), name="ticket_is_merged_once_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(source=F("target")), name="ticket_is_not_merged_with_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} → {self.target_id}"


class Mention(models.Model):
    """A colleague named in an internal note, who is told of it once. Being named gives no right to see (T7)."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="mentions", verbose_name=_("note"))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="mentions", verbose_name=_("employee"))

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [models.UniqueConstraint(fields=["message", "employee"], name="note_names_somebody_once")]

    def __str__(self) -> str:
        return str(self.employee)
