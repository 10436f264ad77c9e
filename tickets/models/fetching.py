"""How far each mailbox has been fetched, and what its server said last (T1)."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from support_desk.shared.viewer import Viewer
from tickets.domain.mail.fetching import PATIENCE, Failure
from tickets.models.mail import Mailbox

MINUTE = timedelta(minutes=1)


class FetchStateQuerySet(models.QuerySet["FetchState"]):
    """Named filters of the states of fetching."""

    def visible_to(self, viewer: Viewer) -> "FetchStateQuerySet":
        return self.filter(mailbox__in=Mailbox.objects.visible_to(viewer))

    def watched(self) -> "FetchStateQuerySet":
        """Those of mailboxes that we fetch from."""
        return self.filter(mailbox__is_active=True, mailbox__is_polled=True)

    def silent(self, at: datetime) -> "FetchStateQuerySet":
        """Watched ones that somebody should look at: failing for five minutes, or not even asked for five minutes
        beyond their pace, because no scheduler runs."""
        pace = ExpressionWrapper(F("mailbox__poll_minutes") * MINUTE, output_field=DurationField())
        heard = self.watched().annotate(heard_at=Greatest("answered_at", "watched_since"), pace=pace)
        failing = Q(failing_since__lte=at - PATIENCE)
        overdue = Q(failing_since__isnull=True, heard_at__lt=at - PATIENCE - F("pace"))
        return heard.filter(failing | overdue)


class FetchState(models.Model):
    """One row a mailbox, made when fetching is switched on.

    generation: one more whenever UIDs begin anew (another server or folder, another UIDVALIDITY); a fetcher of an
    earlier one changes nothing.
    handled_through: every letter up to this UID is stored and flagged, or held back by name.
    waiting, oldest_waiting_at: letters on the server that we do not have, as seen at the last poll.
    leased_until, lease: who fetches just now, so that two do not do the same work; nothing but speed depends on it.
    """

    mailbox = models.OneToOneField(Mailbox, models.PROTECT, primary_key=True, related_name="fetch_state")
    generation = models.PositiveIntegerField(default=0)
    uid_validity = models.BigIntegerField(null=True)
    handled_through = models.BigIntegerField(default=0)
    watched_since = models.DateTimeField()
    tried_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    waiting = models.PositiveIntegerField(default=0)
    oldest_waiting_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=15, blank=True, choices=[(code.value, code.value) for code in Failure])
    failure_detail = models.TextField(blank=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    leased_until = models.DateTimeField(null=True)
    lease = models.UUIDField(null=True)

    objects = FetchStateQuerySet.as_manager()

    class Meta:
        verbose_name = _("state of fetching")
        verbose_name_plural = _("states of fetching")
        constraints = [
            models.CheckConstraint(
                condition=Q(failure="", failing_since__isnull=True, failures=0)
                | ~Q(failure="") & Q(failing_since__isnull=False, failures__gte=1),
                name="failing_mailbox_says_why_and_since_when",
            ),
            models.CheckConstraint(
                condition=Q(leased_until__isnull=True, lease__isnull=True)
                | Q(leased_until__isnull=False, lease__isnull=False),
                name="lease_of_a_mailbox_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(uid_validity__isnull=False) | Q(handled_through=0), name="uids_are_of_a_validity"
            ),
        ]

    def __str__(self) -> str:
        return str(self.mailbox_id)


class FetchedUid(models.Model):
    """A letter by its number on the server: stored with us, flagged there as well, or held back because it failed.

    The letter is stored in the transaction that writes its row. Rows are few: those that `handled_through` has passed
    are removed, but for the ones that are held.
    """

    class State(models.TextChoices):
        STORED = "stored"
        FLAGGED = "flagged"
        HELD = "held"

    mailbox = models.ForeignKey(Mailbox, models.PROTECT, related_name="fetched_uids")
    generation = models.PositiveIntegerField()
    uid = models.BigIntegerField()
    state = models.CharField(max_length=7, choices=State)
    arrived_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("fetched letter")
        verbose_name_plural = _("fetched letters")
        constraints = [
            models.UniqueConstraint(fields=["mailbox", "generation", "uid"], name="uid_is_noted_once"),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(attempts__gte=1, next_try_at__isnull=False),
                name="held_letter_is_tried_again",
            ),
        ]

    def __str__(self) -> str:
        return str(self.uid)
