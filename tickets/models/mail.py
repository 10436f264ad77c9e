"""Raw mail: stored before it is parsed, kept for ever, quarantined when it cannot be read (T1)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.viewer import Viewer
from workload.models import Department


class Mailbox(models.Model):
    """An address the department receives mail at."""

    name = models.SlugField(_("name"), max_length=40, unique=True)
    address = models.EmailField(_("address"), max_length=254, unique=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="mailboxes", verbose_name=_("department"))
    display_name = models.CharField(_("sender name"), max_length=100, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.address


class RawMailQuerySet(models.QuerySet["RawMail"]):
    """Named filters of raw mail."""

    def visible_to(self, viewer: Viewer) -> "RawMailQuerySet":
        """The quarantine is for who oversees the mailbox's department, and for the director."""
        if viewer.is_system or viewer.has("director"):
            return self
        return self.filter(mailbox__department_id__in=viewer.overseen_department_ids)

    def quarantined(self) -> "RawMailQuerySet":
        return self.filter(state=RawMail.State.QUARANTINED)


class RawMail(models.Model):
    """Every accepted input is one of these, and through it one message or one quarantined item (I2).

    Unique by mailbox, Message-ID and content hash (SHA-256 of everything after the header): the same mail delivered
    twice is refused by the database, a reused Message-ID with another body is another mail.
    """

    class State(models.TextChoices):
        STORED = "stored", _("Stored, not read yet")
        ACCEPTED = "accepted", _("Became a message")
        QUARANTINED = "quarantined", _("In quarantine")
        DISCARDED = "discarded", _("Looked at and set aside")

    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="raw_mails", verbose_name=_("mailbox"))
    content = models.BinaryField()
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64)
    mail_id = models.CharField(max_length=300)
    content_hash = models.CharField(max_length=64)
    source = models.CharField(_("source"), max_length=200)
    is_archive = models.BooleanField(default=False)
    received_at = models.DateTimeField(_("received"))
    state = models.CharField(_("state"), max_length=11, choices=State, default=State.STORED)
    outcome = models.CharField(max_length=11, blank=True)
    reason = models.CharField(_("reason"), max_length=60, blank=True)
    detail = models.TextField(_("detail"), blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = RawMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("raw mail")
        verbose_name_plural = _("raw mail")
        indexes = [
            models.Index(fields=["received_at"], name="mail_not_read_yet", condition=Q(state="stored")),
            models.Index(fields=["-received_at"], name="mail_in_quarantine", condition=Q(state="quarantined")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "mail_id", "content_hash"], name="mail_is_accepted_once"),
            models.CheckConstraint(condition=~Q(state="quarantined") | ~Q(reason=""), name="quarantine_has_a_reason"),
        ]

    def __str__(self) -> str:
        return self.mail_id

    @property
    def scope(self) -> str:
        """The name under which the audit trail gathers what was decided about this letter."""
        return f"mail:{self.pk}"
