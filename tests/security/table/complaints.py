"""Complaints, pages and API: whoever decides on a foreign one reads both sides of its conversation."""

from tests.security.table.rules import EMPLOYEES, Line, both, get, post, write

RECORDERS = "MOHFLD"
KEEPERS_OF_WORDS = "HDX"
DECISION = {"event": "confirm", "reason": "The client waited for a week."}
BOTH_SIDES = {"client": "H", "ticket": "H"}

COMPLAINTS: tuple[Line, ...] = (
    get("complaints", shows=BOTH_SIDES),
    get("complaints", query="state=suggested"),
    *both("complaint-new", "", RECORDERS, acts=""),
    get("complaint", "complaint", shows=BOTH_SIDES),
    post("complaint-decide", "complaint", acts="HD", data=DECISION),  # a head but on their own
    *both("complaint-flag", "message", acts=EMPLOYEES, data={"what": "He is right."}, does=True),
    post("complaint-dismiss", "suggestion", acts="MOD", does=True),
    *both(
        "complaint-words", "", EMPLOYEES, acts=KEEPERS_OF_WORDS, data={"language": "ru", "word": "беда"}, does=True
    ),
    post("complaint-words-standard", "", EMPLOYEES, acts=KEEPERS_OF_WORDS, does=True),
    post("complaint-word", "complaint word", EMPLOYEES, acts=KEEPERS_OF_WORDS, data={"active": "0"}, does=True),
    get("api-complaint-list", "", EMPLOYEES, shows=BOTH_SIDES),
    post("api-complaint-list", "", EMPLOYEES, acts=""),
    get("api-complaint-detail", "complaint", shows=BOTH_SIDES),
    *(
        post(f"api-complaint-{verb}", "complaint", acts="HD", data={"reason": "It is so."}, shows=BOTH_SIDES)
        for verb in ("confirm", "reject")
    ),
    post("api-ticket-complaint-list", "ticket", acts=""),
    get("api-complaint-word-list", "", EMPLOYEES),
    post(
        "api-complaint-word-list", "", EMPLOYEES, acts=KEEPERS_OF_WORDS, data={"language": "en", "word": "woe"},
        does=True,
    ),
    get("api-complaint-word-detail", "complaint word"),
    write("PATCH", "api-complaint-word-detail", "complaint word", acts=KEEPERS_OF_WORDS, data={"is_active": False},
          does=True),
)  # fmt: skip
