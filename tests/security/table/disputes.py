"""Disputes, pages and API. The dispute of the world is against the owner of the things; nobody of it judges."""

from tests.security.table.rules import Line, both, get, post

NOBODY = {"file_id": "00000000-0000-4000-8000-000000000000"}
CLAIM = {"respondent": 99_999_999, "regulation": "NONE", "title": "T", "claim": "C"}
CLAIM |= {"happened_at": "2026-01-01T10:00:00Z"}

DISPUTES: tuple[Line, ...] = (
    get("disputes"),
    get("disputes", "", query="view=all"),
    get("disputes", "", query="view=decided&q=beacon"),
    *both("dispute-new", acts=""),
    get("dispute-new-people", "", query="find=employee"),
    get("dispute-new-rules"),
    post("dispute-new-gap", acts=""),
    post("dispute-new-ask", "", ""),  # without a rule and a colleague
    get("dispute", "dispute"),
    get("dispute-history", "dispute"),
    get("evidence", "evidence"),
    post("dispute-answer", "dispute", acts="M", data={"answer": "accept"}, does=True),
    post("dispute-withdraw", "dispute", acts=""),
    post("dispute-decide", "dispute", acts="", data={"verdict": "initiator_right", "reasons": "Read."}),
)
DISPUTES_API: tuple[Line, ...] = (
    get("api-dispute-list"),
    get("api-dispute-list", "", query="changed_since=2020-01-01T00:00:00Z"),
    get("api-dispute-detail", "dispute"),
    get("api-dispute-evidence", "dispute", "", fixed=NOBODY),
    post("api-dispute-list", "", acts="", data=CLAIM),
    post("api-dispute-accept", "dispute", acts="M", does=True),
    post("api-dispute-contest", "dispute", acts="M", data={"explanation": "It was not."}, does=True),
    post("api-dispute-withdraw", "dispute", acts=""),
    post("api-dispute-decide", "dispute", acts="", data={"verdict": "both_right", "reasons": "Read."}),
    get("api-point-list"),
    get("api-point-list", "", query="changed_since=2020-01-01T00:00:00Z"),
    get("api-point-detail", "", "", fixed={"pk": 99_999_999}),
    get("api-point-balance"),
)
