"""Regulations, pages and API: read by every employee, kept by the owner, the head and the director."""

from datetime import timedelta

from support_desk.shared import clock
from tests.security.table.rules import EMPLOYEES, Line, both, get, post

TODAY = clock.now().date()
DRAFT = {"title": "Another", "starts_on": str(TODAY + timedelta(days=90)), "clauses": "1 One."}
GAP = {"happened_on": str(TODAY), "what": "Nobody told the client."}

REGULATIONS: tuple[Line, ...] = (
    get("regulations", query="view=all"),
    *both("regulation-new", "", "HDX", acts=""),
    get("regulation", "regulation"),
    get("regulation-diff", "regulation"),
    *both("regulation-edit", "kept regulation", data=DRAFT, does=True),
    post("regulation-publish", "regulation", acts=""),  # nothing is drafted
    post("regulation-end", "regulation", acts="HD", does=True),
    post("regulation-owner", "regulation", acts=""),
    post("regulation-revise", "regulation", acts="", data={"what": "Unclear."}),  # one is open
    post("regulation-read", "version", acts=EMPLOYEES),
    get("regulation-readers", query="department=all"),
    *(get("regulation-readers-file", fixed={"file_format": kind}) for kind in ("csv", "xlsx")),
    get("regulation-revisions"),
    post("regulation-revision-close", "revision", acts="MHD", data={"answer": "It is clear."}, does=True),
    *both("regulation-gaps", data=GAP, does=True),
    post("regulation-gap-close", "gap", acts="HD", data={"answer": "It happens."}, does=True),
)
