"""The load board and overload alarms, pages and API: hours are a department's, titles of whoever sees the work."""

from datetime import timedelta

from support_desk.shared import clock
from tests.security.table.rules import EMPLOYEES, Line, both, get, post

TODAY = clock.now().date()
MONDAY = str(TODAY - timedelta(days=TODAY.weekday()))
# For whose alarms waits nobody yet: the world raises some for the weeks before.
LATER = str(TODAY - timedelta(days=TODAY.weekday()) + timedelta(weeks=5))
DECISION = {"decision": "refuse", "text": "It waits."}

LOAD: tuple[Line, ...] = (
    get("load"),
    get("load-hints"),
    get("load-of", "load person", fixed={"week": MONDAY}),
    *(get("load-file", fixed={"file_format": kind}) for kind in ("csv", "xlsx")),
    post("load-move-apply", acts=""),
    post("load-move-dismiss", acts=""),
    post("load-move-undo", "load move", acts=""),  # the work has moved on
    get("load-alarms"),
    *both("load-alarm-new", "", "MH", acts="MH", data={"week": LATER, "reason": "Too much.", "sure": "on"}, does=True),
    get("load-alarm", "alarm"),
    post("load-alarm-decide", "alarm", acts="HD", data=DECISION, does=True),
    post("load-alarm-close", "alarm", acts="HD", does=True),
    get("api-load-list", "", EMPLOYEES),
    get("api-load-hints", "", EMPLOYEES),
    get("api-load-week", "load person", fixed={"week": MONDAY}),
    get("api-load-shortages", "", EMPLOYEES),
    post("api-load-apply", "", EMPLOYEES, acts=""),
    post("api-load-dismiss", "", EMPLOYEES, acts=""),
    get("api-load-move-list", "", EMPLOYEES),
    get("api-load-move-detail", "load move"),
    post("api-load-move-undo", "load move", acts=""),
    get("api-alarm-list", "", EMPLOYEES),
    get("api-alarm-detail", "alarm"),
    post("api-alarm-list", "", EMPLOYEES, acts=""),
    post("api-alarm-decide", "alarm", acts="HD", data=DECISION, does=True),
    post("api-alarm-close", "alarm", acts="HD", does=True),
)
