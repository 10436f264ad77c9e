"""Reviews, pages and API. The review of the world is done, with a finding: its author reads it, and whoever reviews the
department. What waits is another's reply."""

from tests.security.table.rules import Line, both, get, post

OH = "OHD"
SHARES = {"starts_on": "2036-01-01", "replies": 20, "newcomers": 100, "newcomer_days": 90, "thanks": 20}

REVIEWS: tuple[Line, ...] = (
    get("reviews"),
    get("reviews", "", query="view=done"),
    get("reviews", "", query="view=own"),
    *both("review-sampling", "", "HD", acts="D", data=SHARES, does=True),
    post("review-pick", "message", acts=""),  # a letter of the client
    get("review", "review"),
    post("review", "waiting review", acts=OH, data={"nothing": "1"}, does=True),
    post("review-aside", "waiting review", acts=OH, data={"reason": "A test."}, does=True),
    post("review-ask", "review", "", fixed={"version_id": "99999998"}),
    post("review-dispute", "finding", acts=""),  # of long ago
    get("api-review-list"),
    get("api-review-list", "", query="changed_since=2020-01-01T00:00:00Z"),
    get("api-review-detail", "review"),
    post("api-review-list", "", acts=""),
    post("api-review-done", "waiting review", acts=OH, data={"findings": []}, does=True),
    post("api-review-put-aside", "waiting review", acts=OH, data={"reason": "A test."}, does=True),
    post("api-review-open-dispute", "review", "", fixed={"finding_id": "99999998"}),
)
