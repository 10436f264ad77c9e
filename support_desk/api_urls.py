"""Addresses of the API, version 1."""

from django.urls import path, re_path
from rest_framework.routers import SimpleRouter

from disputes.api.acknowledgements import AcknowledgementViewSet
from disputes.api.complaint_words import ComplaintWordViewSet
from disputes.api.complaints import ComplaintViewSet, TicketComplaintViewSet
from disputes.api.dispute_report import DisputeReportViewSet
from disputes.api.disputes import DisputeViewSet
from disputes.api.kitty import KittyViewSet
from disputes.api.point_corrections import PointCorrectionViewSet
from disputes.api.point_policies import PointPolicyViewSet
from disputes.api.points import PointViewSet
from disputes.api.regulations import RegulationViewSet
from disputes.api.reviews import ReviewViewSet
from disputes.api.revisions import GapViewSet, RevisionViewSet
from disputes.api.settlements import SettlementViewSet
from payroll.api.adjustments import PayAdjustmentViewSet, PayCorrectionViewSet, PayslipLineViewSet
from payroll.api.facts import PayFactViewSet
from payroll.api.objections import PayObjectionViewSet
from payroll.api.pay_leavers import PayLeaverViewSet
from payroll.api.pay_periods import PayPeriodViewSet
from payroll.api.pay_runs import PayRunViewSet
from payroll.api.payslips import PayslipViewSet
from payroll.api.plan_assignments import PlanAssignmentViewSet
from payroll.api.plans import PayPlanViewSet
from support_desk.shared.api.audit import AuditViewSet
from support_desk.shared.api.docs import DocsView, NothingHereView, SchemaView
from support_desk.shared.api.imports import ImportViewSet
from support_desk.shared.api.notices import NoticeViewSet
from tickets.api.approvals import ApprovalViewSet
from tickets.api.client_reports import ClientReportViewSet
from tickets.api.clients import ClientViewSet, ServiceViewSet
from tickets.api.clocks import TicketClockViewSet
from tickets.api.contacts import ContactViewSet
from tickets.api.contracts import ContractViewSet
from tickets.api.estimates import EstimateViewSet
from tickets.api.messages import MessageViewSet, TicketMessageViewSet
from tickets.api.missed_calls import MissedCallViewSet
from tickets.api.order_conflicts import OrderConflictViewSet
from tickets.api.overruns import OverrunViewSet
from tickets.api.projects import ProjectViewSet
from tickets.api.sla_policies import SlaPolicyViewSet
from tickets.api.tasks import TaskViewSet, TicketTaskViewSet
from tickets.api.tickets import TicketViewSet
from tickets.api.time_entries import TimeEntryViewSet
from workload.api.absence_report import AbsenceReportViewSet
from workload.api.absences import AbsenceViewSet
from workload.api.alarms import AlarmViewSet
from workload.api.calendars import CalendarViewSet
from workload.api.fairness import FairnessViewSet
from workload.api.instructions import InstructionViewSet
from workload.api.leave_slips import LeaveSlipViewSet
from workload.api.load import LoadViewSet
from workload.api.load_moves import LoadMoveViewSet
from workload.api.me import MeViewSet
from workload.api.onboarding import OnboardingViewSet
from workload.api.operations import OperationViewSet
from workload.api.patterns import PatternViewSet
from workload.api.people import DepartmentViewSet, EmployeeViewSet, SkillViewSet
from workload.api.presence import PresenceViewSet
from workload.api.rosters import RosterViewSet
from workload.api.shifts import ShiftViewSet
from workload.api.swaps import SwapViewSet
from workload.api.timesheets import TimesheetViewSet

router = SimpleRouter()
router.register("clients", ClientViewSet, basename="api-client")
router.register("contacts", ContactViewSet, basename="api-contact")
router.register("projects", ProjectViewSet, basename="api-project")
router.register("contracts", ContractViewSet, basename="api-contract")
router.register("services", ServiceViewSet, basename="api-service")
router.register("tickets", TicketViewSet, basename="api-ticket")
router.register(r"tickets/(?P<number>[0-9]{1,18})/messages", TicketMessageViewSet, basename="api-ticket-message")
router.register(r"tickets/(?P<number>[0-9]{1,18})/clocks", TicketClockViewSet, basename="api-ticket-clock")
router.register(r"tickets/(?P<number>[0-9]{1,18})/tasks", TicketTaskViewSet, basename="api-ticket-task")
router.register(
    r"tickets/(?P<number>[0-9]{1,18})/flag-complaint", TicketComplaintViewSet, basename="api-ticket-complaint"
)
router.register("messages", MessageViewSet, basename="api-message")
router.register("missed-calls", MissedCallViewSet, basename="api-missed-call")
router.register("tasks", TaskViewSet, basename="api-task")
router.register("order-conflicts", OrderConflictViewSet, basename="api-order-conflict")
router.register("time-entries", TimeEntryViewSet, basename="api-time-entry")
router.register("estimates", EstimateViewSet, basename="api-estimate")
router.register("overruns", OverrunViewSet, basename="api-overrun")
router.register("approvals", ApprovalViewSet, basename="api-approval")
router.register("client-reports", ClientReportViewSet, basename="api-client-report")
router.register("operations", OperationViewSet, basename="api-operation")
router.register("calendars", CalendarViewSet, basename="api-calendar")
router.register("sla-policies", SlaPolicyViewSet, basename="api-sla-policy")
router.register("departments", DepartmentViewSet, basename="api-department")
router.register("employees", EmployeeViewSet, basename="api-employee")
router.register("skills", SkillViewSet, basename="api-skill")
router.register("shifts", ShiftViewSet, basename="api-shift")
router.register("roster-submissions", RosterViewSet, basename="api-roster")
router.register("shift-patterns", PatternViewSet, basename="api-pattern")
router.register("shift-swaps", SwapViewSet, basename="api-swap")
router.register("fairness", FairnessViewSet, basename="api-fairness")
router.register("absences", AbsenceViewSet, basename="api-absence")
router.register("timesheets", TimesheetViewSet, basename="api-timesheet")
router.register("leave-slips", LeaveSlipViewSet, basename="api-leave-slip")
router.register("absence-report", AbsenceReportViewSet, basename="api-absence-report")
router.register("presence", PresenceViewSet, basename="api-presence")
router.register("load", LoadViewSet, basename="api-load")
router.register("load-moves", LoadMoveViewSet, basename="api-load-move")
router.register("alarms", AlarmViewSet, basename="api-alarm")
router.register("instructions", InstructionViewSet, basename="api-instruction")
router.register("onboarding", OnboardingViewSet, basename="api-onboarding")
router.register("regulations", RegulationViewSet, basename="api-regulation")
router.register("acknowledgements", AcknowledgementViewSet, basename="api-acknowledgement")
router.register("regulation-revisions", RevisionViewSet, basename="api-revision")
router.register("regulation-gaps", GapViewSet, basename="api-gap")
router.register("dispute-report", DisputeReportViewSet, basename="api-dispute-report")
router.register("disputes", DisputeViewSet, basename="api-dispute")
router.register("points", PointViewSet, basename="api-point")
router.register("reviews", ReviewViewSet, basename="api-review")
router.register("points/correct", PointCorrectionViewSet, basename="api-point-correction")
router.register("point-policies", PointPolicyViewSet, basename="api-point-policy")
router.register("settlements", SettlementViewSet, basename="api-settlement")
router.register("kitty", KittyViewSet, basename="api-kitty")
router.register("complaints", ComplaintViewSet, basename="api-complaint")
router.register("complaint-words", ComplaintWordViewSet, basename="api-complaint-word")
router.register("pay-plans", PayPlanViewSet, basename="api-pay-plan")
router.register("pay-assignments", PlanAssignmentViewSet, basename="api-pay-assignment")
router.register("pay-facts", PayFactViewSet, basename="api-pay-fact")
router.register("pay-adjustments", PayAdjustmentViewSet, basename="api-pay-adjustment")
router.register("pay-corrections", PayCorrectionViewSet, basename="api-pay-correction")
router.register("payslip-lines", PayslipLineViewSet, basename="api-payslip-line")
router.register("pay-objections", PayObjectionViewSet, basename="api-pay-objection")
router.register("payslips", PayslipViewSet, basename="api-payslip")
router.register("pay-periods", PayPeriodViewSet, basename="api-pay-period")
router.register("pay-runs", PayRunViewSet, basename="api-pay-run")
router.register("pay-leavers", PayLeaverViewSet, basename="api-pay-leaver")
router.register("imports", ImportViewSet, basename="api-import")
router.register("notices", NoticeViewSet, basename="api-notice")
router.register("audit", AuditViewSet, basename="api-audit")
router.register("me", MeViewSet, basename="api-me")

urlpatterns = [
    *router.urls,
    path("schema/", SchemaView.as_view(), name="api-schema"),
    path("docs/", DocsView.as_view(), name="api-docs"),
    re_path(r"^[\s\S]*$", NothingHereView.as_view(), name="api-nothing"),
]
