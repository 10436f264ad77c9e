"""All invariants there is data for, in the order of their codes."""

from support_desk.invariants.agreed_time import AGREED_TIME, BILLED_TIME
from support_desk.invariants.approval_clocks import APPROVAL_CLOCKS
from support_desk.invariants.attachments import ATTACHMENTS
from support_desk.invariants.audit_chain import AUDIT_CHAIN
from support_desk.invariants.base import Invariant
from support_desk.invariants.clocks import CLOCK_STEPS, CLOCKS_DUE
from support_desk.invariants.closed_months import CLOSED_MONTHS
from support_desk.invariants.closed_pay import CLOSED_PAY
from support_desk.invariants.counted_items import ITEMS
from support_desk.invariants.counters import COUNTERS
from support_desk.invariants.covers import COVERS
from support_desk.invariants.dispute_paths import DISPUTE_PATHS
from support_desk.invariants.dispute_terms import DISPUTE_TERMS, REVISIONS
from support_desk.invariants.leave_slips import LEAVE_SLIPS
from support_desk.invariants.outbox import OUTBOX
from support_desk.invariants.owners import OWNERS
from support_desk.invariants.pay import PAYSLIPS
from support_desk.invariants.points import POINTS
from support_desk.invariants.raw_mail import RAW_MAIL
from support_desk.invariants.reports import REPORTS
from support_desk.invariants.settlements import KITTIES, SETTLEMENTS
from support_desk.invariants.status_paths import STATUS_PATHS
from support_desk.invariants.task_paths import TASK_PATHS
from support_desk.invariants.time_entries import TIME_ENTRIES
from support_desk.invariants.timesheets import TIMESHEETS
from support_desk.invariants.versions import VERSIONS
from support_desk.invariants.waiting import WAITING

ALL: tuple[Invariant, ...] = (
    POINTS,
    RAW_MAIL,
    CLOCK_STEPS,
    CLOSED_MONTHS,
    TIMESHEETS,
    AUDIT_CHAIN,
    STATUS_PATHS,
    TASK_PATHS,
    DISPUTE_PATHS,
    LEAVE_SLIPS,
    ATTACHMENTS,
    OUTBOX,
    OWNERS,
    COVERS,
    WAITING,
    ITEMS,
    COUNTERS,
    CLOCKS_DUE,
    APPROVAL_CLOCKS,
    AGREED_TIME,
    BILLED_TIME,
    TIME_ENTRIES,
    REPORTS,
    VERSIONS,
    DISPUTE_TERMS,
    REVISIONS,
    SETTLEMENTS,
    KITTIES,
    PAYSLIPS,
    CLOSED_PAY,
)
