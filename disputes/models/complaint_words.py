"""Words by which clients usually complain, and the messages in which they were found (S6)."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from tickets.models import Message, Ticket
from workload.models import Employee


class ComplaintWordQuerySet(models.QuerySet["ComplaintWord"]):
    """Named filters of words."""

    def visible_to(self, viewer: Viewer) -> "ComplaintWordQuerySet":
        """Every employee may know what raises a suggestion."""
        return self if viewer.is_system or viewer.is_employee else self.none()


class ComplaintWord(Tracked):
    """A word or a few in a row. `stem`: the same as PostgreSQL searches for it, by word forms of its language: one
    query ('жалоб', 'верн' <-> 'деньг'), so that two forms of a word are one row."""

    class Language(models.TextChoices):
        RUSSIAN = "ru", _("Russian")
        ENGLISH = "en", _("English")

    language = models.CharField(_("language"), max_length=2, choices=Language)
    word = models.CharField(pgettext_lazy("complaint", "word or phrase"), max_length=100)
    stem = models.CharField(max_length=400, unique=True, editable=False)
    is_active = models.BooleanField(_("active"), default=True)

    objects = ComplaintWordQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of complaints")
        verbose_name_plural = _("words of complaints")
        ordering = ["language", "word"]
        indexes = [models.Index(fields=["changed_xid", "id"], name="complaint_word_changes")]
        constraints = [models.CheckConstraint(condition=~Q(word="") & ~Q(stem=""), name="complaint_word_can_be_found")]

    def __str__(self) -> str:
        return self.word


class ComplaintSuggestionQuerySet(models.QuerySet["ComplaintSuggestion"]):
    """Named filters of suggestions."""

    def visible_to(self, viewer: Viewer) -> "ComplaintSuggestionQuerySet":
        """Whoever of us sees the message's ticket."""
        if viewer.is_system:
            return self
        if not viewer.is_employee:
            return self.none()
        return self.filter(message__ticket__in=Ticket.objects.visible_to(viewer))

    def open(self) -> "ComplaintSuggestionQuerySet":
        """Not settled, and not flagged at the moment at which it was found."""
        return self.filter(state=ComplaintSuggestion.State.OPEN, message__complaint__isnull=True)

    def dismissed(self) -> "ComplaintSuggestionQuerySet":
        """Somebody said that they are none, and nobody has flagged them since."""
        return self.filter(state=ComplaintSuggestion.State.DISMISSED, message__complaint__isnull=True)


class ComplaintSuggestion(models.Model):
    """ "This may be a complaint": raised once a message, then flagged, or dismissed by somebody it does not concern."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("suggestion", "Open")
        FLAGGED = "flagged", pgettext_lazy("suggestion", "Flagged as a complaint")
        DISMISSED = "dismissed", pgettext_lazy("suggestion", "Not a complaint")

    message = models.OneToOneField(
        Message, models.PROTECT, related_name="complaint_suggestion", verbose_name=_("message")
    )
    words = ArrayField(models.CharField(max_length=100), verbose_name=_("words found"))
    found_at = models.DateTimeField(_("found"))
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.OPEN)
    settled_by = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)

    objects = ComplaintSuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggestion of a complaint")
        verbose_name_plural = _("suggestions of complaints")
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", settled_by__isnull=True, settled_at__isnull=True)
                | Q(state__in=["flagged", "dismissed"], settled_by__isnull=False, settled_at__isnull=False),
                name="settled_suggestion_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return ", ".join(self.words)

    @property
    def scope(self) -> str:
        """Its trail is that of the ticket."""
        return self.message.ticket.scope


class ComplaintLook(models.Model):
    """How far messages were looked through: those changed by transactions before `xid`. One row."""

    xid = models.BigIntegerField()
    looked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("look for complaints")
        verbose_name_plural = _("looks for complaints")

    def __str__(self) -> str:
        return str(self.xid)
