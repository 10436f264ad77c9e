"""Words for what the audit trail records: its deeds, and the facts that are no fields of a model; each app's own."""

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
_facts: dict[str, Any] = {}
_codes: dict[str, dict[str, Any]] = {}
# Who is no person has a fixed name in the trail.
ACTORS = {"system": _("the system"), "mail": _("incoming mail")}


def register(words: Mapping[str, Any]) -> None:
    """`words`: action → what was done, in the past tense. Called from an app's `ready()`."""
    _words.update(words)


def register_facts(names: Mapping[str, Any], codes: Mapping[str, Mapping[str, Any]]) -> None:
    """`names`: fact → its name. `codes`: fact → what its codes mean; several apps may add to one fact."""
    _facts.update(names)
    for fact, meanings in codes.items():
        _codes.setdefault(fact, {}).update(meanings)


def words_for(action: str) -> str:
    """The sentence of an action; its code where nobody registered one."""
    return str(_words.get(action, action))


def fact_name(fact: str) -> str:
    """The name of a fact; its key without underscores where nobody registered one."""
    return str(_facts.get(fact) or fact.replace("_", " "))


def codes_of(fact: str) -> Mapping[str, Any]:
    """What the codes under a fact mean."""
    return _codes.get(fact, {})


def actor(name: str) -> str:
    """Who did it, as it is said."""
    return str(ACTORS.get(name, name))


def known_actions() -> list[tuple[str, str]]:
    """(action, sentence) of all registered, by sentence."""
    return sorted(((action, str(words)) for action, words in _words.items()), key=lambda pair: pair[1])
