"""How a client contact comes into the portal: by a link of one use, sent to an address of theirs."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tickets.models.approvals import Approval
from tickets.models.clients import Contact


class PortalLink(models.Model):
    """A link that logs `contact` in once, until `expires_at`; only the hash of its token is kept.

    `approval`: the page it leads to. `sent_to`: the address it was sent to.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="portal_links", verbose_name=_("contact"))
    token_hash = models.CharField(max_length=64, unique=True)
    sent_to = models.EmailField(_("sent to"), max_length=254)
    approval = models.ForeignKey(
        Approval, models.PROTECT, null=True, blank=True, related_name="links", verbose_name=_("approval")
    )
    created_at = models.DateTimeField(_("created"))
    expires_at = models.DateTimeField(_("valid until"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("link to the portal")
        verbose_name_plural = _("links to the portal")
        indexes = [models.Index(fields=["contact", "-created_at"], name="portal_link_by_contact")]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="portal_link_expires_later")
        ]

    def __str__(self) -> str:
        return self.sent_to
