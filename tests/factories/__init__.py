"""Rows for tests, made straight through the ORM: a file an aggregate, each function with sensible defaults.

Calendars and policies go through their actions, which keep rows and versions alike.
"""

from tests.factories.agreed import (
    a_skill,
    a_task,
    an_approval,
    an_approved_task,
    an_estimate,
    an_item,
    an_overrun,
)
from tests.factories.calendars import a_calendar
from tests.factories.calls import a_missed_call
from tests.factories.clients import a_client, a_contact, a_contract, a_project, a_service
from tests.factories.complaints import a_complaint, a_suggestion
from tests.factories.conversation import a_file, a_lead, a_message, a_ticket, an_attachment
from tests.factories.disputes import (
    a_correction,
    a_dispute,
    a_finding,
    a_point_policy,
    a_regulation,
    a_review,
    a_version,
    acknowledged,
)
from tests.factories.mail import a_mailbox, a_raw_mail
from tests.factories.onboarding import an_instruction, an_onboarding_plan
from tests.factories.people import NOW, a_department, an_employee, contact_viewer, viewer
from tests.factories.presence import (
    a_cover_span,
    a_shift,
    all_sign,
    an_absence,
    an_away_mark,
    moscow,
    with_calendar,
)
from tests.factories.reports import a_report, billed
from tests.factories.sla import a_policy
from tests.factories.timesheets import a_timesheet
from tests.factories.work import a_time_entry, an_operation

__all__ = [
    "NOW",
    "a_calendar",
    "a_client",
    "a_complaint",
    "a_contact",
    "a_contract",
    "a_correction",
    "a_cover_span",
    "a_department",
    "a_dispute",
    "a_file",
    "a_finding",
    "a_lead",
    "a_mailbox",
    "a_message",
    "a_missed_call",
    "a_point_policy",
    "a_policy",
    "a_project",
    "a_raw_mail",
    "a_regulation",
    "a_report",
    "a_review",
    "a_service",
    "a_shift",
    "a_skill",
    "a_suggestion",
    "a_task",
    "a_ticket",
    "a_time_entry",
    "a_timesheet",
    "a_version",
    "acknowledged",
    "all_sign",
    "an_absence",
    "an_approval",
    "an_approved_task",
    "an_attachment",
    "an_away_mark",
    "an_employee",
    "an_estimate",
    "an_instruction",
    "an_item",
    "an_onboarding_plan",
    "an_operation",
    "an_overrun",
    "billed",
    "contact_viewer",
    "moscow",
    "viewer",
    "with_calendar",
]
