"""What is said on a ticket: messages with their files (T1–T7)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.utils.translation import gettext_lazy as _

from support_desk.shared.models import StoredFile, Tracked
from support_desk.shared.viewer import Viewer
from tickets.models.choices import Channel
from tickets.models.clients import Contact
from tickets.models.ticket import Ticket
from workload.models import Employee


class MessageQuerySet(models.QuerySet["Message"]):
    """Named filters of messages."""

    def visible_to(self, viewer: Viewer) -> "MessageQuerySet":
        """Messages of visible tickets; a client contact never sees an internal one (P2), nor a reply that was taken
        back or still can be."""
        if viewer.is_system:
            return self
        seen = self.filter(ticket__in=Ticket.objects.visible_to(viewer))
        return seen.said_by(viewer.at) if viewer.is_client else seen

    def said_by(self, at: datetime) -> "MessageQuerySet":
        """What the client has been told or has told us by `at`."""
        undo = timedelta(seconds=settings.REPLY_UNDO_SECONDS)
        ours = Q(direction=Message.Direction.OUTBOUND, created_at__lte=at - undo, retracted_at__isnull=True)
        return self.filter(Q(direction=Message.Direction.INBOUND) | ours)


class Message(Tracked):
    """One inbound, outbound or internal entry of a ticket. A phone call is a message of the phone channel.

    `body_text` is the fresh part, `quoted_text` what was folded away. `mail_id` is the RFC 5322 Message-ID.
    `moved_from`: the ticket it came to before a merge or a split (T7).
    `retracted_at`: taken back within the seconds that allow it, before it was sent.
    """

    class Direction(models.TextChoices):
        INBOUND = "in", _("From the client")
        OUTBOUND = "out", _("To the client")
        INTERNAL = "internal", _("Internal note")

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="messages", verbose_name=_("ticket"))
    direction = models.CharField(_("direction"), max_length=8, choices=Direction)
    channel = models.CharField(_("channel"), max_length=6, choices=Channel)
    author = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("author")
    )
    contact = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="messages", verbose_name=_("contact")
    )
    author_name = models.CharField(max_length=150)
    author_address = models.CharField(max_length=254, blank=True)
    body_text = models.TextField(_("text"), blank=True)
    body_html = models.TextField(blank=True)
    quoted_text = models.TextField(blank=True)
    to_addresses = ArrayField(models.CharField(max_length=254), default=list, blank=True)
    cc_addresses = ArrayField(models.CharField(max_length=254), default=list, blank=True)
    mail_id = models.CharField(max_length=300, blank=True)
    in_reply_to = models.CharField(max_length=300, blank=True)
    raw_mail = models.OneToOneField("RawMail", models.PROTECT, null=True, blank=True, related_name="message")
    is_automatic = models.BooleanField(_("automatic"), default=False)
    automatic_reason = models.CharField(max_length=60, blank=True)
    promised_until = models.DateTimeField(_("answer promised by"), null=True, blank=True)
    moved_from = models.ForeignKey(
        Ticket, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("moved from")
    )
    created_at = models.DateTimeField(_("time"))
    retracted_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    search = models.GeneratedField(
        # The first 100,000 characters: a tsvector holds at most a megabyte.
        expression=SearchVector(Left("body_text", 100_000), config="russian"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes = [
            models.Index(fields=["ticket", "created_at", "id"], name="message_by_ticket"),
            models.Index(fields=["mail_id"], name="message_by_mail_id", condition=~Q(mail_id="")),
            models.Index(fields=["changed_xid", "id"], name="message_changes"),
            GinIndex(fields=["search"], name="message_search"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction="in", author__isnull=True) | ~Q(direction="in"), name="inbound_has_no_employee"
            ),
            models.CheckConstraint(
                condition=Q(retracted_at__isnull=True) | Q(direction="out"), name="only_replies_are_taken_back"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()}: {self.body_text[:40]}"


class MessageAttachment(models.Model):
    """A file of a message, visible to whoever sees the message. `content_id` ties an inline picture to its place."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="attachments", verbose_name=_("message"))
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="attachment", verbose_name=_("file"))
    content_id = models.CharField(max_length=200, blank=True)
    is_inline = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return str(self.file)
