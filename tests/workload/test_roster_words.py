"""How notices about rosters and swaps read (L1)."""

from typing import Any

import pytest

from support_desk.shared.models import Notice
from support_desk.shared.notices import words_of

FACTS: dict[str, Any] = {
    "month": "2026-12-01", "department": "Support", "name": "Anna Orlova", "who": "Vera Head", "reason": "Too few",
    "is_late": False, "count": 12, "names": ["Anna Orlova", "Boris Titov"],
    "asker": "Anna Orlova", "colleague": "Boris Titov", "note": "School play",
    "starts_at": "2026-11-23T06:00:00Z", "wanted": "2026-11-24T06:00:00Z",
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "more", "title", "body"),
    [
        ("roster.missing", {}, "12 rosters for December 2026 are missing", "Support: Anna Orlova, Boris Titov…"),
        ("roster.submitted", {}, "Anna Orlova has submitted the roster for December 2026; you decide on it", ""),
        ("roster.submitted", {"is_late": True}, "Anna Orlova has submitted the roster for December 2026 late", ""),
        ("roster.approved", {}, "Your roster for December 2026 is approved", "Vera Head"),
        ("roster.returned", {}, "Your roster for December 2026 was returned", "Vera Head: Too few"),
        ("roster.published", {}, "The roster of Support for December 2026 is published", ""),
        ("swap.agree", {}, "A swap of Anna Orlova and Boris Titov waits for you", "for Tomorrow, 24 Nov\nSchool play"),
        ("swap.decline", {"wanted": None, "note": ""}, "Boris Titov does not take your shift", "Today, 23 Nov"),
    ],
)
def test_notices_read_as_sentences(kind: str, more: dict[str, Any], title: str, body: str) -> None:
    words = words_of(Notice(kind=kind, facts=FACTS | more))
    assert words.title == title
    assert words.body.endswith(body)


@pytest.mark.parametrize("starts_at", ["soon", None])
def test_facts_that_cannot_be_read_still_lead_to_their_page(starts_at: Any) -> None:
    words = words_of(Notice(kind="swap.agree", facts=FACTS | {"starts_at": starts_at}))
    assert words.title == "Something changed that concerns you"
