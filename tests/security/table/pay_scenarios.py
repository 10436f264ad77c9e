"""What if, pages and API. All of it is the director's; the month of the world is not closed, so nobody is in it."""

from tests.security.table.rules import Line, get, post

KINDS = ("csv", "xlsx")
SCENARIO = {"name": "More upsales", "changes": "{}"}  # nothing is changed: refused

PAY_SCENARIOS: tuple[Line, ...] = (
    get("what-if", "", "D"),
    get("what-if-person", "employee", ""),  # nobody was paid in a closed month
    *(get("what-if-file", "", "D", fixed={"file_format": kind}) for kind in KINDS),
    post("what-if-save", "", "D", acts="", data=SCENARIO),
    get("what-if-scenario", "pay scenario", "D"),
    post("what-if-delete", "pay scenario", "D", acts="D", does=True),
)
