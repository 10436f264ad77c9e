"""The table, part by part."""

from tests.security.table.accounts import ACCOUNTS
from tests.security.table.admin import ADMIN
from tests.security.table.api import API
from tests.security.table.complaints import COMPLAINTS
from tests.security.table.disputes import DISPUTES
from tests.security.table.load import LOAD
from tests.security.table.pages import PAGES
from tests.security.table.pay import PAY
from tests.security.table.points import POINTS
from tests.security.table.portal import PORTAL
from tests.security.table.regulations import REGULATIONS
from tests.security.table.reviews import REVIEWS
from tests.security.table.rules import Line

TABLE: tuple[Line, ...] = (
    *PAGES,
    *LOAD,
    *REGULATIONS,
    *DISPUTES,
    *REVIEWS,
    *COMPLAINTS,
    *POINTS,
    *PAY,
    *PORTAL,
    *API,
    *ADMIN,
    *ACCOUNTS,
)

__all__ = ["TABLE", "Line"]
