"""How notices of overload alarms read (L8)."""

from workload.notifications.alarms import decided_words, proposed_words, raised_words

FACTS = {"department": "Support", "skill": "PHP", "week": "2026-11-16", "minutes": 300}


def test_each_says_what_it_is_about() -> None:
    assert proposed_words(FACTS).title == "Nobody has time for 5 h of work in the week from 16 November"
    assert proposed_words(FACTS).body.startswith("Support.")
    raised = raised_words({**FACTS, "who": "Anna", "reason": "Two launches."})
    assert (raised.title[:13], raised.body) == ("Anna raises a", "Two launches.")
    decided = decided_words({**FACTS, "who": "Vera", "decision": "bring_in", "text": "Two from sales."})
    assert (decided.title, decided.body) == ("Your overload alarm is decided: Bring people in", "Vera: Two from sales.")
