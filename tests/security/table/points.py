"""Points, pages and API. Names of a race are its department's; figures of all disputes are the director's."""

from tests.security.table.rules import Line, get

KINDS = ("csv", "xlsx")

POINTS: tuple[Line, ...] = (
    get("rating"),
    *(get("rating-file", fixed={"file_format": kind}) for kind in KINDS),
    get("dispute-report", "", "D"),
    *(get("dispute-report-file", "", "D", fixed={"file_format": kind}) for kind in KINDS),
    get("api-dispute-report-list", "", "D"),
)
