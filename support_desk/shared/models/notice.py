"""What somebody is told: one row a person and matter, shown by the bell from `deliver_at` on (S3)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from support_desk.shared.viewer import Viewer

LONGEST_KEY = 90
# A path of ours: "//host" and "/\host" would lead away.
OWN_PATH = r"^/([^/\\\s][^\\\s]*)?$"


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Named filters of notices."""

    def visible_to(self, viewer: Viewer) -> "NoticeQuerySet":
        """A notice is its recipient's alone (P2)."""
        return self if viewer.is_system else self.filter(user_id=viewer.user_id or 0)

    def delivered(self, at: datetime) -> "NoticeQuerySet":
        """Those that may be seen at `at`: what waits for somebody's working hours is not there yet."""
        return self.filter(deliver_at__lte=at)

    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """One thing somebody is told once, under its `key`.

    `facts` is plain data; the words are made from it when they are read, in the reader's language (`notices.register`).
    `url` is a path of this desk. `department_id` says whose matter it is, where it is one department's.
    """

    # Without an index of its own: those below begin with it.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices", db_index=False, verbose_name=_("recipient")
    )
    kind = models.CharField(_("kind"), max_length=60)
    key = models.CharField(_("key"), max_length=LONGEST_KEY)
    facts = models.JSONField(default=dict)
    url = models.CharField(_("address"), max_length=300)
    department_id = models.BigIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(_("created"))
    deliver_at = models.DateTimeField(_("not before"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    is_urgent = models.BooleanField(_("urgent"), default=False)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["user", "-deliver_at", "-id"], name="notice_by_recipient"),
            models.Index(fields=["user", "deliver_at"], name="notice_unread", condition=Q(read_at__isnull=True)),
            models.Index(fields=["read_at"], name="notice_read", condition=Q(read_at__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="notice_is_told_once"),
            models.CheckConstraint(condition=Q(url__regex=OWN_PATH), name="notice_leads_to_our_own_page"),
            models.CheckConstraint(
                condition=Q(read_at__isnull=True) | Q(read_at__gte=F("deliver_at")), name="notice_read_once_delivered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
