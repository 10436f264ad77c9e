"""The audit trail (P5): rows that nothing edits or deletes, chained by a sealing job (ADR 0003)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from support_desk.shared.audit_kinds import confided, kept_to_parties, withheld
from support_desk.shared.viewer import Viewer


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    """Named filters of the trail."""

    def visible_to(self, viewer: Viewer) -> "AuditQuerySet":
        """All of it to the director, a department's to who oversees it, one's own deeds to all; to the administrator
        everything but what is about tickets and letters, which they do not see either, to the operator nothing about
        absences, which are the head's; of disputes to all of these only their own deeds (see audit_kinds.py).

        The trail of one ticket or client is read by `of_scope` after the object itself was found visible.
        """
        if viewer.is_system or viewer.has("director"):
            return self
        led, overseen = viewer.led_department_ids, viewer.overseen_department_ids
        known = models.Q(department_id__in=led)
        if overseen - led:
            known |= models.Q(department_id__in=overseen - led) & ~confided()
        if viewer.has("administrator"):
            known |= ~withheld()
        return self.filter(models.Q(actor_id=viewer.user_id or 0) | known & ~kept_to_parties())

    def of_scope(self, scope: str) -> "AuditQuerySet":
        return self.filter(scope=scope)


class AuditEntry(models.Model):
    """Who did what to which object, with the values before and after.

    `scope` gathers everything about one thing a person would open ("ticket:4817"); `department_id` says whose
    trail it belongs to. `digest` and `xid` are filled by the database, so that a bulk statement cannot forget them.
    """

    at = models.DateTimeField(_("when"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("who")
    )
    actor_name = models.CharField(_("name"), max_length=150)
    action = models.CharField(_("action"), max_length=60)
    object_type = models.CharField(_("object type"), max_length=60)
    object_id = models.CharField(_("object"), max_length=40)
    object_label = models.CharField(_("label"), max_length=200)
    scope = models.CharField(_("scope"), max_length=60, blank=True)
    department_id = models.BigIntegerField(null=True, blank=True)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    xid = models.BigIntegerField(editable=False, default=0)
    digest = models.BinaryField(editable=False, default=b"")

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit trail")
        indexes = [
            models.Index(fields=["scope", "id"], name="audit_by_scope"),
            models.Index(fields=["department_id", "-id"], name="audit_by_department"),
            models.Index(fields=["xid"], name="audit_by_transaction"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object_label}"


class AuditSeal(models.Model):
    """One link of the chain: `seal` = sha256(previous seal + the entry's digest). Ids run without a gap."""

    id = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(AuditEntry, models.PROTECT, related_name="seal")
    seal = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("audit seal")
        verbose_name_plural = _("audit seals")

    def __str__(self) -> str:
        return f"{self.pk}"


class AuditWatermark(models.Model):
    """How far the sealing job has read: every entry of a transaction older than `xid` is sealed. One row."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    xid = models.BigIntegerField(default=0)
    sealed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_watermark_is_one_row")]

    def __str__(self) -> str:
        return f"{self.xid}"
