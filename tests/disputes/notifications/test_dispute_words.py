"""Every notice of a dispute reads as a sentence, with the day by which it counts."""

import pytest

from disputes.notifications import disputes, judging
from support_desk.shared.models import Notice
from support_desk.shared.notices import words_of

FACTS = {
    "dispute": 7,
    "title": "Late answer",
    "initiator": "Ada",
    "respondent": "Ben",
    "arbiter": "Cleo",
    "last_day": "2026-11-25",
    "asked_on": "2026-11-18",
    "outcome": "both_right",
}


@pytest.mark.parametrize("kind", [*disputes.WORDS, *judging.WORDS])
def test_it_reads(kind: str) -> None:
    words = words_of(Notice(kind=kind, facts=FACTS))
    assert "%(" not in words.title + words.body
    assert words.body
    assert "Late answer" in words.title + words.body


def test_the_days_are_said_as_people_say_them() -> None:
    opened = words_of(Notice(kind="dispute.opened", facts=FACTS))
    assert opened.title == "Ada has opened a dispute with you: Late answer"
    assert "25" in opened.body
    assert "2026-11-25" not in opened.body
    assert words_of(Notice(kind="dispute.verdict", facts=FACTS)).title == "Verdict of Cleo: Both are right"
