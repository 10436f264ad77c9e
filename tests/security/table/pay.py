"""Pay, pages and API, a file a part."""

from tests.security.table.pay_adjustments import PAY_ADJUSTMENTS
from tests.security.table.pay_director import PAY_DIRECTOR
from tests.security.table.pay_facts import PAY_FACTS
from tests.security.table.pay_plans import PAY_PLANS
from tests.security.table.pay_runs import PAY_RUNS
from tests.security.table.pay_scenarios import PAY_SCENARIOS
from tests.security.table.payslips import PAYSLIPS
from tests.security.table.rules import Line

PAY: tuple[Line, ...] = (
    *PAY_PLANS,
    *PAY_FACTS,
    *PAY_RUNS,
    *PAYSLIPS,
    *PAY_ADJUSTMENTS,
    *PAY_SCENARIOS,
    *PAY_DIRECTOR,
)
