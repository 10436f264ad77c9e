"""What the audit trail says of deeds about reviews of replies."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "review.pick": _("Picked a reply for review"),
    "review.finish": _("Reviewed a reply"),
    "review.find": _("Found a rule not kept in a reply"),
    "review.put_aside": _("Put a review aside"),
    "review.dispute": _("Made a finding a dispute"),
    "review_policy.set": _("Set how many replies are reviewed"),
    "review_share.set": _("Set how many of somebody’s replies are reviewed"),
}
