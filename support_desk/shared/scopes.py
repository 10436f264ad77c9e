"""What an API token may be allowed to do; never more than its owner may."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    TICKETS_READ = "tickets:read", _("Read tickets and messages")
    TICKETS_WRITE = "tickets:write", _("Answer, note, assign and move tickets")
    CLIENTS_READ = "clients:read", _("Read clients, contacts, projects, contracts and services")
    CLIENTS_WRITE = "clients:write", _("Change clients, contacts, projects, contracts and services")
    PEOPLE_READ = "people:read", _("Read departments, employees and skills")
    PEOPLE_WRITE = "people:write", _("Plan shifts, ask for and decide on absences, mark yourself away")
    TIME_READ = "time:read", _("Read operations and time entries")
    TIME_WRITE = "time:write", _("Log and reverse time")
    TASKS_READ = "tasks:read", _("Read tasks, estimates and approvals")
    TASKS_WRITE = "tasks:write", _("Work on tasks, estimate them and ask clients to agree")
    SLA_READ = "sla:read", _("Read working calendars and SLA policies")
    SLA_WRITE = "sla:write", _("Change working calendars and SLA policies")
    DISPUTES_READ = "disputes:read", _("Read regulations, disputes and points")
    DISPUTES_WRITE = "disputes:write", _("Open, answer and decide disputes")
    PAY_READ = "pay:read", _("Read pay plans, facts, months of pay and payslips")
    PAY_WRITE = "pay:write", _("Write pay plans and facts, confirm and approve pay")
    NOTICES_READ = "notices:read", _("Read your notices")
    NOTICES_WRITE = "notices:write", _("Mark your notices as read")
    AUDIT_READ = "audit:read", _("Read the audit trail")
