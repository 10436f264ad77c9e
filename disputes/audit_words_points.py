"""What the audit trail says of deeds about points and their money."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "point_policy.set": _("Set a policy of points"),
    "points.correct": _("Corrected points"),
    "points.settle": _("Settled a month of points"),
    "points.apply": _("Applied a settlement to pay"),
    "kitty.spend": _("Spent from the kitty"),
}
