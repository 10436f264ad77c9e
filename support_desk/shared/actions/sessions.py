"""Ending everything somebody is logged in with."""

from django.db.models import F

from support_desk.shared.models import User


def end_sessions(*, user: User) -> None:
    """Logs the account out everywhere: its sessions carry the epoch they began in, and this one is over."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
