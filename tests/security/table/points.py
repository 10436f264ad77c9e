"""Points, pages and API. The month of the world is settled; its kitty holds what was lost. Names of a race are its
department's; figures of all disputes are the director's."""

from tests.security.table.rules import EMPLOYEES, Line, both, catalogue, get, post

KINDS = ("csv", "xlsx")
MONTH = {"month": "2026-10"}
SPENDING = {"amount": "1.00", "what": "Cake", "spent_on": "2026-11-01"}
POLICY = {"starts_on": "2099-01-15", "kind": "rating"}  # no first of a month
CORRECTION = {"points": 1, "reason": "Counted twice."}

POINTS: tuple[Line, ...] = (
    get("points"),
    *both("points-correct", "", "D", acts="", data=CORRECTION),  # whose is missing
    get("point-policies"),
    *both("point-policy-new", "", "HDX", acts="", data=POLICY),
    get("kitty"),
    post("kitty-spend", "", EMPLOYEES, acts="", data=SPENDING),  # of which department is missing
    get("point-report", "department", fixed=MONTH),
    get("point-report-pdf", "department", fixed=MONTH),
    get("point-report-xlsx", "department", fixed=MONTH),
    get("api-point-policy-list"),
    get("api-point-policy-list", query="changed_since=2020-01-01T00:00:00Z"),
    get("api-point-policy-detail", "point policy"),
    post("api-point-policy-list", acts="", data=POLICY),
    get("api-settlement-list"),
    get("api-settlement-list", query="changed_since=2020-01-01T00:00:00Z"),
    get("api-settlement-detail", "settlement"),
    get("api-kitty-list"),
    get("api-kitty-list", query="changed_since=2020-01-01T00:00:00Z"),
    get("api-kitty-detail", "kitty entry"),
    post("api-kitty-list", acts="", data={**SPENDING, "department": 99_999_999}),
    post("api-point-correction-list", acts="", data={**CORRECTION, "employee": 99_999_999}),
    *catalogue("disputes_pointpolicy", "point policy", adds="HDX"),
    get("rating"),
    *(get("rating-file", fixed={"file_format": kind}) for kind in KINDS),
    get("dispute-report", "", "D"),
    *(get("dispute-report-file", "", "D", fixed={"file_format": kind}) for kind in KINDS),
    get("api-dispute-report-list", "", "D"),
)
