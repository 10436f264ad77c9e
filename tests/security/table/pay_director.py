"""The director's pages of pay; the accountant has the files of what was paid (P2)."""

from tests.security.table.rules import Line, get

PAY_DIRECTOR: tuple[Line, ...] = (
    get("director", "", "D"),
    get("director-payroll", "", "D"),
    *(get("director-payroll-file", "", "AD", fixed={"file_format": kind}) for kind in ("csv", "xlsx")),
)
