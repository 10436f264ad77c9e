"""Sentences for what the audit trail records; each app registers those of its own actions."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

_words: dict[str, Any] = {
    "token.create": _("Made an API token"),
    "token.revoke": _("Revoked an API token"),
    "second_factor.remove": _("Switched the own second factor off"),
    "second_factor.reset": _("Took a second factor away"),
    "profile.change": _("Changed the own profile"),
    "profile.password": _("Set the own password"),
}


def register(words: Mapping[str, Any]) -> None:
    """`words`: action → what was done, in the past tense. Called from an app's `ready()`."""
    _words.update(words)


def words_for(action: str) -> str:
    """The sentence of an action; its code where nobody registered one."""
    return str(_words.get(action, action))


def known_actions() -> list[tuple[str, str]]:
    """(action, sentence) of all registered, by sentence."""
    return sorted(((action, str(words)) for action, words in _words.items()), key=lambda pair: pair[1])
