"""What a list may be narrowed by: one filter set for the page and the API."""

import django_filters
from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from support_desk.shared.filtering import FlagFilter, IdFilter, InstantFilter
from tickets.models import (
    Approval,
    Channel,
    Client,
    ClientReport,
    Contact,
    Contract,
    Estimate,
    Message,
    MissedCall,
    OrderConflict,
    Overrun,
    Priority,
    Project,
    Service,
    SlaPolicy,
    Task,
    TaskStatus,
    Ticket,
    TicketStatus,
    TimeEntry,
)

# A priority by its number, as stored, or by its name, as the API writes it.
PRIORITIES = {str(p.value): p.value for p in Priority} | {p.name.lower(): p.value for p in Priority}


class TicketFilter(django_filters.FilterSet):
    """Filters of tickets. Only these parameters do anything; each is validated by its own type."""

    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=TicketStatus.choices)
    priority = django_filters.MultipleChoiceFilter(
        label=_("Priority"),
        choices=[(key, Priority(value).label) for key, value in PRIORITIES.items()],
        method="of_priority",
    )
    channel = django_filters.MultipleChoiceFilter(label=_("Channel"), choices=Channel.choices)
    client = IdFilter(label=_("Client"), field_name="client_id")
    project = IdFilter(label=_("Project"), field_name="project_id")
    requester = IdFilter(label=_("Requester"), field_name="requester_id")
    assignee = IdFilter(label=_("Assignee"), field_name="assignee_id")
    department = IdFilter(label=_("Department"), field_name="department_id")
    unassigned = FlagFilter(label=_("Nobody’s"), field_name="assignee", lookup_expr="isnull")
    tag = django_filters.CharFilter(label=_("Tag"), max_length=40, method="tagged")
    unanswered = FlagFilter(label=_("Unanswered"), method="waiting")
    promised = FlagFilter(label=_("Promised"), method="with_promise")
    lead = FlagFilter(label=_("Lead"), field_name="is_lead")
    flagged = FlagFilter(label=_("Flagged"), method="with_flag")
    automatic = FlagFilter(label=_("Automatic"), field_name="is_automatic")
    live = FlagFilter(label=_("Not closed"), method="not_closed")
    due_before = InstantFilter(label=_("Due before"), field_name="next_due_at", lookup_expr="lt")
    breached = FlagFilter(label=_("A promise is broken"), field_name="is_breached")
    q = django_filters.CharFilter(label=_("Words of the subject"), max_length=200, method="with_words")
    created_after = InstantFilter(label=_("Created from"), field_name="created_at", lookup_expr="gte")
    created_before = InstantFilter(label=_("Created before"), field_name="created_at", lookup_expr="lt")

    class Meta:
        model = Ticket
        fields: list[str] = []

    def of_priority(self, tickets: QuerySet[Ticket], _name: str, values: list[str]) -> QuerySet[Ticket]:
        return tickets.filter(priority__in={PRIORITIES[value] for value in values}) if values else tickets

    def tagged(self, tickets: QuerySet[Ticket], _name: str, value: str) -> QuerySet[Ticket]:
        return tickets.filter(tags__contains=[" ".join(value.lower().split())])

    def waiting(self, tickets: QuerySet[Ticket], _name: str, value: bool) -> QuerySet[Ticket]:
        return tickets.filter(waiting_since__isnull=not value)

    def with_promise(self, tickets: QuerySet[Ticket], _name: str, value: bool) -> QuerySet[Ticket]:
        return tickets.filter(promised_until__isnull=not value)

    def with_flag(self, tickets: QuerySet[Ticket], _name: str, value: bool) -> QuerySet[Ticket]:
        return tickets.exclude(flag="") if value else tickets.filter(Q(flag=""))

    def not_closed(self, tickets: QuerySet[Ticket], _name: str, value: bool) -> QuerySet[Ticket]:
        closed = Q(status=TicketStatus.CLOSED)
        return tickets.filter(~closed if value else closed)

    def with_words(self, tickets: QuerySet[Ticket], _name: str, value: str) -> QuerySet[Ticket]:
        """Russian and English word forms (T8)."""
        return tickets.filter(search=SearchQuery(value, config="russian", search_type="websearch"))


class MessageFilter(django_filters.FilterSet):
    """Filters of messages."""

    ticket = IdFilter(label=_("Ticket"), field_name="ticket__number")
    direction = django_filters.MultipleChoiceFilter(label=_("Direction"), choices=Message.Direction.choices)
    channel = django_filters.MultipleChoiceFilter(label=_("Channel"), choices=Channel.choices)
    author = IdFilter(label=_("Author"), field_name="author_id")
    contact = IdFilter(label=_("Contact"), field_name="contact_id")
    automatic = FlagFilter(label=_("Automatic"), field_name="is_automatic")
    created_after = InstantFilter(label=_("Created from"), field_name="created_at", lookup_expr="gte")
    created_before = InstantFilter(label=_("Created before"), field_name="created_at", lookup_expr="lt")

    class Meta:
        model = Message
        fields: list[str] = []


class TaskFilter(django_filters.FilterSet):
    """Filters of tasks."""

    ticket = IdFilter(label=_("Ticket"), field_name="ticket__number")
    client = IdFilter(label=_("Client"), field_name="ticket__client_id")
    assignee = IdFilter(label=_("Assignee"), field_name="assignee_id")
    manager = IdFilter(label=_("Manager"), field_name="manager_id")
    skill = IdFilter(label=_("Skill"), field_name="skill_id")
    status = django_filters.MultipleChoiceFilter(label=_("Status"), choices=TaskStatus.choices)
    open = FlagFilter(label=_("Not finished"), field_name="finished_at", lookup_expr="isnull")
    critical = FlagFilter(label=_("Critical"), field_name="is_critical")
    due_before = InstantFilter(label=_("Due before"), field_name="deadline_at", lookup_expr="lt")

    class Meta:
        model = Task
        fields: list[str] = []


class OrderConflictFilter(django_filters.FilterSet):
    """Filters of conflicts of order."""

    task = IdFilter(label=_("Task"), field_name="task_id")
    specialist = IdFilter(label=_("Specialist"), field_name="specialist_id")
    open = FlagFilter(label=_("Not settled"), field_name="settled_at", lookup_expr="isnull")

    class Meta:
        model = OrderConflict
        fields: list[str] = []


class TimeEntryFilter(django_filters.FilterSet):
    """Filters of time entries. Both dates are inclusive."""

    ticket = IdFilter(label=_("Ticket"), field_name="ticket__number")
    client = IdFilter(label=_("Client"), field_name="ticket__client_id")
    project = IdFilter(label=_("Project"), field_name="ticket__project_id")
    employee = IdFilter(label=_("Employee"), field_name="employee_id")
    department = IdFilter(label=_("Department"), field_name="department_id")
    operation = IdFilter(label=_("Operation"), field_name="operation_id")
    task = IdFilter(label=_("Task"), field_name="task_id")
    worked_from = django_filters.DateFilter(label=_("From"), field_name="worked_on", lookup_expr="gte")
    worked_until = django_filters.DateFilter(label=_("Until"), field_name="worked_on", lookup_expr="lte")

    class Meta:
        model = TimeEntry
        fields: list[str] = []


class ClientFilter(django_filters.FilterSet):
    """Filters of clients."""

    name = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains", max_length=150)
    active = FlagFilter(label=_("Active"), field_name="is_active")

    class Meta:
        model = Client
        fields: list[str] = []


class ContactFilter(django_filters.FilterSet):
    """Filters of contacts."""

    client = IdFilter(label=_("Client"), field_name="client_id")
    name = django_filters.CharFilter(label=_("Name"), lookup_expr="icontains", max_length=150)
    email = django_filters.CharFilter(
        label=_("E-mail"), field_name="emails__email", lookup_expr="iexact", max_length=254
    )
    active = FlagFilter(label=_("Active"), field_name="is_active")

    class Meta:
        model = Contact
        fields: list[str] = []


class ProjectFilter(django_filters.FilterSet):
    """Filters of projects."""

    client = IdFilter(label=_("Client"), field_name="client_id")
    owner = IdFilter(label=_("Owner"), field_name="owner_id")
    department = IdFilter(label=_("Department"), field_name="department_id")
    service = IdFilter(label=_("Service"), field_name="service_id")
    active = FlagFilter(label=_("Active"), field_name="is_active")

    class Meta:
        model = Project
        fields: list[str] = []


class ContractFilter(django_filters.FilterSet):
    """Filters of contracts."""

    project = IdFilter(label=_("Project"), field_name="project_id")
    client = IdFilter(label=_("Client"), field_name="project__client_id")
    in_force_on = django_filters.DateFilter(label=_("In force on"), method="in_force")

    class Meta:
        model = Contract
        fields: list[str] = []

    def in_force(self, contracts: QuerySet[Contract], _name: str, day: object) -> QuerySet[Contract]:
        return contracts.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)


class ClientReportFilter(django_filters.FilterSet):
    """Filters of reports. `month`: its first day."""

    client = IdFilter(label=_("Client"), field_name="client_id")
    month = django_filters.DateFilter(label=_("Month"))
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=ClientReport.State.choices)

    class Meta:
        model = ClientReport
        fields: list[str] = []


class SlaPolicyFilter(django_filters.FilterSet):
    """Filters of SLA policies."""

    code = django_filters.CharFilter(label=_("Code"), max_length=40)
    department = IdFilter(label=_("Department"), field_name="departments__department_id")
    calendar = IdFilter(label=_("Working calendar"), field_name="calendar_id")
    active = FlagFilter(label=_("Active"), field_name="is_active")
    default = FlagFilter(label=_("Used where no other is named"), field_name="is_default")

    class Meta:
        model = SlaPolicy
        fields: list[str] = []


class ServiceFilter(django_filters.FilterSet):
    """Filters of services."""

    code = django_filters.CharFilter(label=_("Code"), max_length=40)
    active = FlagFilter(label=_("Active"), field_name="is_active")

    class Meta:
        model = Service
        fields: list[str] = []


class MissedCallFilter(django_filters.FilterSet):
    """Filters of missed calls."""

    department = IdFilter(label=_("Department"), field_name="department_id")
    contact = IdFilter(label=_("Contact"), field_name="contact_id")
    open = FlagFilter(label=_("Not dealt with yet"), field_name="handled_at", lookup_expr="isnull")
    outcome = django_filters.MultipleChoiceFilter(label=_("Outcome"), choices=MissedCall.Outcome.choices)
    called_after = InstantFilter(label=_("Called from"), field_name="called_at", lookup_expr="gte")
    called_before = InstantFilter(label=_("Called before"), field_name="called_at", lookup_expr="lt")

    class Meta:
        model = MissedCall
        fields: list[str] = []


class EstimateFilter(django_filters.FilterSet):
    """Filters of estimates."""

    ticket = IdFilter(label=_("Ticket"), field_name="task__ticket__number")
    task = IdFilter(label=_("Task"), field_name="task_id")
    author = IdFilter(label=_("Author"), field_name="author_id")
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=Estimate.State.choices)

    class Meta:
        model = Estimate
        fields: list[str] = []


class OverrunFilter(django_filters.FilterSet):
    """Filters of overruns."""

    ticket = IdFilter(label=_("Ticket"), field_name="task__ticket__number")
    task = IdFilter(label=_("Task"), field_name="task_id")
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=Overrun.State.choices)

    class Meta:
        model = Overrun
        fields: list[str] = []


class ApprovalFilter(django_filters.FilterSet):
    """Filters of questions to clients."""

    ticket = IdFilter(label=_("Ticket"), field_name="ticket__number")
    client = IdFilter(label=_("Client"), field_name="ticket__client_id")
    state = django_filters.MultipleChoiceFilter(label=_("State"), choices=Approval.State.choices)

    class Meta:
        model = Approval
        fields: list[str] = []
