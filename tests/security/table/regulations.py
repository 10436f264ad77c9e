"""Regulations, pages and API: read by every employee, kept by the owner, the head and the director."""

from datetime import timedelta

from support_desk.shared import clock
from tests.security.table.rules import EMPLOYEES, Line, both, get, post

TODAY = clock.now().date()
DRAFT = {"title": "Another", "starts_on": str(TODAY + timedelta(days=90)), "clauses": "1 One."}
API_DRAFT = {**DRAFT, "clauses": [{"number": "1", "text": "One."}]}
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
    get("api-regulation-list", "", EMPLOYEES),
    get("api-regulation-detail", "regulation"),
    post("api-regulation-list", "", EMPLOYEES, acts=""),
    post("api-regulation-draft", "regulation", acts="MHD", data=API_DRAFT, does=True),
    post("api-regulation-publish", "regulation", acts=""),
    post("api-regulation-end", "regulation", acts="HD", does=True),
    post("api-regulation-owner", "regulation", acts=""),
    post("api-regulation-revise", "regulation", acts="", data={"what": "Unclear."}),
    get("api-acknowledgement-list", "", EMPLOYEES),
    get("api-acknowledgement-detail", "reading"),
    post("api-acknowledgement-list", "", EMPLOYEES, acts=""),
    post("api-acknowledgement-ask", "", EMPLOYEES, acts=""),
    get("api-revision-list", "", EMPLOYEES),
    get("api-revision-detail", "revision"),
    post("api-revision-mend", "revision", acts=""),
    post("api-revision-keep", "revision", acts="MHD", data={"answer": "It is clear."}, does=True),
    get("api-gap-list", "", EMPLOYEES),
    get("api-gap-detail", "gap"),
    post("api-gap-list", "", EMPLOYEES, acts=EMPLOYEES, data=GAP, does=True),
    post("api-gap-close", "gap", acts="HD", data={"answer": "It happens."}, does=True),
)
