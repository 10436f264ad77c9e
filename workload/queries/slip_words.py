"""What a leave slip waits for, in a sentence (L2)."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workload.models import LeaveSlip, SignKind, SignOff, SignState, SlipState


def waits_for(slip: LeaveSlip, signs: Sequence[SignOff]) -> str:
    """Whose turn it is, by name; "" when it is the head's, or nobody's. `signs`: with their people, in order."""
    asked = [sign for sign in signs if sign.state == SignState.ASKED]
    if slip.state == SlipState.WITH_COVER:
        return _("%(name)s has not yet agreed to cover.") % {"name": _names(asked, SignKind.COVER)}
    if slip.state == SlipState.WITH_COLLEAGUES:
        people = [sign for sign in asked if sign.kind == SignKind.COLLEAGUE]
        words = ngettext("%(names)s has not signed yet.", "%(names)s have not signed yet.", len(people))
        return words % {"names": _names(people, SignKind.COLLEAGUE)}
    if slip.state == SlipState.RETURNED:
        last = last_declined(signs)
        assert last is not None, "nothing else returns a slip"
        if last.kind == SignKind.COVER:
            return _("%(name)s has declined to cover. Another cover is to be named.") % {"name": last.person.name}
        return _("%(name)s has declined to sign. The slip is with the person who asked.") % {"name": last.person.name}
    return ""


def last_declined(signs: Sequence[SignOff]) -> SignOff | None:
    """Whose refusal sent the slip back."""
    declined = [sign for sign in signs if sign.state == SignState.DECLINED and sign.signed_at is not None]
    return max(declined, key=lambda sign: (sign.signed_at, sign.pk), default=None)


def _names(signs: Sequence[SignOff], kind: SignKind) -> str:
    return ", ".join(sign.person.name for sign in signs if sign.kind == kind)
