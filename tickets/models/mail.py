"""Mailboxes, and raw mail: stored before it is parsed, kept for ever, quarantined when it cannot be read (T1)."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.viewer import Viewer
from tickets.domain.mail.hosts import LOOPBACK
from workload.models import Department

LONGEST_PACE_MINUTES = 24 * 60


class MailboxQuerySet(models.QuerySet["Mailbox"]):
    """Named filters of mailboxes."""

    def visible_to(self, viewer: Viewer) -> "MailboxQuerySet":
        """An administrator and the director see all, who oversees a department sees its own."""
        if viewer.is_system or viewer.has("administrator", "director"):
            return self
        return self.filter(department_id__in=viewer.overseen_department_ids)

    def polled(self) -> "MailboxQuerySet":
        """Those we fetch mail from."""
        return self.filter(is_active=True, is_polled=True)


class Mailbox(models.Model):
    """An address the department receives mail at; by a pipe always, and by IMAP where `is_polled`.

    `sealed_password` is opened by the fetcher alone (`tickets/actions/mail/fetch_account.py`) and shown nowhere.
    `fetched_from`: letters that came to the folder before this day stay untouched.
    """

    class Security(models.TextChoices):
        TLS = "tls", _("TLS from the first byte (usually port 993)")
        STARTTLS = "starttls", _("STARTTLS (usually port 143)")
        PLAIN = "plain", _("Not encrypted: only for a server on this machine")

    name = models.SlugField(pgettext_lazy("of a thing", "name"), max_length=40, unique=True)
    address = models.EmailField(_("address"), max_length=254, unique=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="mailboxes", verbose_name=_("department"))
    display_name = models.CharField(_("sender name"), max_length=100, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_polled = models.BooleanField(_("fetch mail by IMAP"), default=False)
    imap_host = models.CharField(_("IMAP server"), max_length=253, blank=True)
    imap_port = models.PositiveIntegerField(
        _("port"), default=993, validators=[MinValueValidator(1), MaxValueValidator(65_535)]
    )
    imap_security = models.CharField(_("encryption"), max_length=8, choices=Security, default=Security.TLS)
    imap_username = models.CharField(_("user name"), max_length=254, blank=True)
    imap_folder = models.CharField(_("folder"), max_length=200, default="INBOX")
    sealed_password = models.TextField(blank=True, editable=False)
    poll_minutes = models.PositiveSmallIntegerField(
        _("fetch every … minutes"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(LONGEST_PACE_MINUTES)],
    )
    fetched_from = models.DateField(
        _("letters since"),
        null=True,
        blank=True,
        help_text=_("Older letters stay untouched. Empty: since the day before fetching was switched on."),
    )

    objects = MailboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("mailbox")
        verbose_name_plural = _("mailboxes")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_polled=False)
                | (~Q(imap_host="") & ~Q(imap_username="") & ~Q(sealed_password="") & Q(fetched_from__isnull=False)),
                name="polled_mailbox_can_be_logged_in_to",
            ),
            models.CheckConstraint(
                condition=~Q(imap_security="plain") | Q(imap_host__in=LOOPBACK), name="only_loopback_is_plain"
            ),
            models.CheckConstraint(condition=Q(imap_port__gte=1, imap_port__lte=65_535), name="imap_port_is_one"),
            models.CheckConstraint(
                condition=Q(poll_minutes__gte=1, poll_minutes__lte=LONGEST_PACE_MINUTES), name="mailbox_pace_is_a_day"
            ),
        ]

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
