"""How notices of complaints read (S6)."""

from disputes.notifications.complaints import decided_words, flagged_words

FACTS = {"client": "Northern Light", "number": 4817, "manager": "Anna Sheveleva", "what": "A week!", "by": "Oleg"}


def test_each_says_what_it_is_about() -> None:
    flagged = flagged_words(FACTS)
    assert flagged.title == "A complaint waits for a decision: Northern Light"
    assert flagged.body == "Oleg has flagged it.\nIt concerns Anna Sheveleva.\nA week!"
    stranger = flagged_words({**FACTS, "client": "", "manager": "", "what": ""})
    assert stranger.title.endswith("a sender who is no client yet")
    assert stranger.body == "Oleg has flagged it."
    decided = decided_words({**FACTS, "state": "confirmed", "reason": "He waited."})
    assert (decided.title, decided.body) == ("The complaint of Northern Light is confirmed", "Oleg: He waited.")
    assert decided_words({**FACTS, "state": "rejected", "reason": ""}).title.endswith("is rejected")
