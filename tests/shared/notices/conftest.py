"""A kind of notice of the tests' own."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
from django.utils.translation import gettext as _

from support_desk.shared.models import User
from support_desk.shared.notices import WORDS, Note, NoticeWords, notify
from tests.factories import NOW
from tests.plugins.pages import _wednesday_noon, statements, visit

__all__ = ["_wednesday_noon", "a_note", "statements", "told", "visit"]


def words(facts: Mapping[str, Any]) -> NoticeWords:
    return NoticeWords(f"{_('Tickets')}: {facts['count']}", body=str(facts.get("first", "")))


@pytest.fixture(autouse=True)
def _a_kind_of_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(WORDS, "test.tickets", words)


def a_note(user: User, key: str = "k", *, deliver_at: datetime = NOW, **over: Any) -> Note:
    facts = over.pop("facts", {"count": 2, "first": "Broken form"})
    values = {"kind": "test.tickets", "url": "/queue/?view=mine", "is_urgent": False, **over}
    return Note(user_id=user.pk, key=key, facts=facts, deliver_at=deliver_at, **values)


def told(user: User, *keys: str, **over: Any) -> None:
    """Tells `user` one thing a key."""
    notify([a_note(user, key, **over) for key in keys or ("k",)], at=NOW)
