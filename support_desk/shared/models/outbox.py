"""Effects that leave the house, written in the transaction that causes them and sent by a relay (ADR 0003)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OutboxItem(models.Model):
    """One mail (later: one webhook) under a unique key. `payload` is all the sender needs to find its content."""

    class State(models.TextChoices):
        PENDING = "pending", _("Waiting to be sent")
        LEASED = "leased", _("Being sent")
        SENT = "sent", _("Sent")
        COVERED = "covered", _("Part of another mail")
        CANCELLED = "cancelled", _("Taken back")
        DEAD = "dead", _("Given up")

    kind = models.CharField(_("kind"), max_length=30)
    key = models.CharField(_("key"), max_length=120, unique=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.PENDING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    available_at = models.DateTimeField(_("not before"))
    leased_until = models.DateTimeField(null=True, blank=True)
    lease = models.UUIDField(null=True, blank=True)
    last_error = models.TextField(_("last error"), blank=True)
    created_at = models.DateTimeField(_("created"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    class Meta:
        verbose_name = _("outgoing item")
        verbose_name_plural = _("outbox")
        indexes = [
            models.Index(fields=["available_at"], name="outbox_to_send", condition=Q(state="pending")),
            models.Index(fields=["leased_until"], name="outbox_in_flight", condition=Q(state="leased")),
            models.Index(fields=["-created_at"], name="outbox_dead", condition=Q(state="dead")),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="outbox_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(state="leased", lease__isnull=False, leased_until__isnull=False)
                | (~Q(state="leased") & Q(lease__isnull=True, leased_until__isnull=True)),
                name="outbox_lease_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
