"""What one person keeps of a ticket: whether they follow it, what they are writing, up to where they have read (T7)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from support_desk.shared.models import User
from tickets.models.ticket import Ticket
from workload.models import Employee


class Follower(models.Model):
    """Somebody who wants to hear of a ticket; following gives no right to see it."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="followers")
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="followed")

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [models.UniqueConstraint(fields=["ticket", "employee"], name="ticket_is_followed_once")]

    def __str__(self) -> str:
        return str(self.employee)


class Draft(models.Model):
    """What somebody is writing to a ticket, kept on the server. One per person, ticket and kind (T7)."""

    class Kind(models.TextChoices):
        REPLY = "reply", _("Reply")
        NOTE = "note", _("Internal note")
        CALL = "call", _("Phone call")

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="drafts")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=5, choices=Kind)
    body = models.TextField(blank=True)
    fields = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [models.UniqueConstraint(fields=["ticket", "user", "kind"], name="draft_is_one_per_person")]

    def __str__(self) -> str:
        return self.body[:40]


class ReadMark(models.Model):
    """Up to when somebody has read a ticket; later messages make it unread."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="read_marks")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("read mark")
        verbose_name_plural = _("read marks")
        constraints = [models.UniqueConstraint(fields=["ticket", "user"], name="ticket_is_marked_once")]

    def __str__(self) -> str:
        return f"{self.read_at:%c}"
