"""A client's matter (T3–T5) and the history of its status (T4)."""

from functools import reduce
from operator import or_

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from support_desk.shared.models import Tracked, User
from support_desk.shared.viewer import Viewer
from tickets.domain.clocks import Happening
from tickets.models.choices import Channel, Priority, TicketStatus
from tickets.models.clients import Client, Contact, Project
from tickets.models.sight import reasons_to_see
from workload.models import Department, Employee, WorkingCalendar


class NextNumber(Func):
    """The next value of the sequence that numbers tickets."""

    template = "nextval('ticket_number')"
    output_field = models.PositiveBigIntegerField()


LIVE = Q(status__in=["new", "open", "waiting_client", "waiting_specialist", "resolved"])


class TicketQuerySet(models.QuerySet["Ticket"]):
    """Named filters of tickets."""

    def visible_to(self, viewer: Viewer) -> "TicketQuerySet":
        """P2: own and covered projects, what one is assigned, the whole department to operator and head."""
        reasons = reasons_to_see(viewer)
        if reasons is None:
            return self
        return self.filter(reduce(or_, reasons)) if reasons else self.none()

    def covered_by(self, viewer: Viewer) -> "TicketQuerySet":
        """What the viewer answers for in somebody's absence now (L4)."""
        projects, tickets = viewer.covered_project_ids, viewer.covered_ticket_ids
        return self.filter(Q(project_id__in=projects) | Q(pk__in=tickets)) if projects or tickets else self.none()

    def live(self) -> "TicketQuerySet":
        """Everything that is not closed."""
        return self.filter(LIVE)

    def unanswered(self) -> "TicketQuerySet":
        """A client waits (T5)."""
        return self.filter(LIVE, waiting_since__isnull=False)


class Ticket(Tracked):
    """A client's matter.

    `number` is what people say on the phone. `waiting_since` is the time of the earliest client message that no
    public reply of ours has followed (T5). `is_lead`: from an unknown address (T3). `flag` says why the operator
    should look (T2); empty when there is nothing to look at.

    `merged_into`: the ticket that goes on with its messages; a merged one is closed (T7). `snoozed_until`: out of the
    queue until then or until the client writes. The three counts repeat its items for lists (T6): settled ones are
    answered or promised, and while some are not the client waits (T5).

    `operator_at`: from when on the waiting message is the operator's whoever is present (S4), set while a client waits.
    `next_due_at`, `next_due_kind`, `is_breached` repeat the nearest running clock of the ticket for lists (S2).
    """

    number = models.PositiveBigIntegerField(_("number"), unique=True, db_default=NextNumber())
    subject = models.CharField(_("subject"), max_length=300)
    # `ticket_by_client` and `ticket_by_project` begin with these two: each change of a ticket writes every index.
    client = models.ForeignKey(
        Client, models.PROTECT, null=True, blank=True, related_name="tickets", db_index=False, verbose_name=_("client")
    )
    project = models.ForeignKey(
        Project,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tickets",
        db_index=False,
        verbose_name=_("project"),
    )
    requester = models.ForeignKey(
        Contact, models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("requester")
    )
    requester_name = models.CharField(max_length=150, blank=True)
    requester_address = models.EmailField(max_length=254, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, related_name="tickets", verbose_name=_("department"))
    assignee = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("assignee")
    )
    channel = models.CharField(_("channel"), max_length=6, choices=Channel)
    status = models.CharField(_("status"), max_length=18, choices=TicketStatus, default=TicketStatus.NEW)
    priority = models.PositiveSmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)
    tags = ArrayField(models.CharField(max_length=40), verbose_name=_("tags"), default=list, blank=True)
    is_lead = models.BooleanField(_("lead"), default=False)
    is_automatic = models.BooleanField(_("automatic"), default=False)
    flag = models.CharField(_("flag"), max_length=60, blank=True)
    linked_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="linked_from", verbose_name=_("continues")
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        db_index=False,
        verbose_name=_("merged into"),
    )
    snoozed_until = models.DateTimeField(_("snoozed until"), null=True, blank=True)
    snoozed_by = models.ForeignKey(
        Employee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("snoozed by"),
    )
    item_count = models.PositiveSmallIntegerField(_("items"), default=0, db_default=0)
    answered_item_count = models.PositiveSmallIntegerField(_("items answered"), default=0, db_default=0)
    settled_item_count = models.PositiveSmallIntegerField(_("items answered or promised"), default=0, db_default=0)
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    no_answer_needed_at = models.DateTimeField(_("no answer needed to what came before"), null=True, blank=True)
    promised_until = models.DateTimeField(_("answer promised by"), null=True, blank=True)
    sla_policy = models.ForeignKey(
        "SlaPolicy", models.PROTECT, null=True, blank=True, related_name="tickets", verbose_name=_("SLA policy")
    )
    calendar = models.ForeignKey(
        WorkingCalendar, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("working calendar")
    )
    operator_at = models.DateTimeField(_("the operator sees it from"), null=True, blank=True)
    next_due_at = models.DateTimeField(_("next due"), null=True, blank=True)
    next_due_kind = models.CharField(max_length=14, blank=True)
    is_breached = models.BooleanField(_("a promise is broken"), default=False)
    preview = models.CharField(max_length=200, blank=True)
    message_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("created"))
    last_message_at = models.DateTimeField(_("last message"))
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes by itself at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    search = models.GeneratedField(
        expression=SearchVector("subject", config="russian"), output_field=SearchVectorField(), db_persist=True
    )

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        indexes = [
            models.Index(
                fields=["assignee", "waiting_since", "-last_message_at"], name="live_by_assignee", condition=LIVE
            ),
            # What is included lets figures of thousands of tickets be read from the index alone.
            models.Index(
                fields=["department", "waiting_since", "-last_message_at"],
                include=["id", "assignee", "project", "status", "snoozed_until", "is_lead", "is_automatic", "flag"],
                name="live_by_department",
                condition=LIVE,
            ),
            models.Index(fields=["waiting_since", "-last_message_at"], name="live_everywhere", condition=LIVE),
            models.Index(fields=["project", "waiting_since"], name="live_by_project", condition=LIVE),
            models.Index(
                fields=["department", "waiting_since", "-last_message_at"],
                name="closed_by_department",
                condition=Q(status="closed"),
            ),
            models.Index(fields=["project", "-last_message_at"], name="ticket_by_project"),
            models.Index(fields=["client", "-last_message_at"], name="ticket_by_client"),
            models.Index(fields=["closes_at"], name="ticket_to_close", condition=Q(closes_at__isnull=False)),
            models.Index(
                fields=["department", "waiting_since", "id"],
                include=[
                    "assignee",
                    "project",
                    "sla_policy",
                    "operator_at",
                    "promised_until",
                    "snoozed_until",
                    "is_lead",
                    "is_automatic",
                    "flag",
                ],
                name="unanswered_by_department",
                condition=LIVE & Q(waiting_since__isnull=False),
            ),
            models.Index(
                fields=["department", "promised_until", "id"],
                name="promised_by_department",
                condition=LIVE & Q(promised_until__isnull=False),
            ),
            models.Index(
                fields=["department", "next_due_at", "id"],
                name="due_by_department",
                condition=LIVE & Q(next_due_at__isnull=False),
            ),
            models.Index(
                fields=["assignee", "next_due_at", "id"],
                name="due_by_assignee",
                condition=LIVE & Q(next_due_at__isnull=False),
            ),
            models.Index(fields=["changed_xid", "id"], name="ticket_changes"),
            models.Index(fields=["snoozed_until"], name="ticket_to_wake", condition=Q(snoozed_until__isnull=False)),
            models.Index(fields=["merged_into"], name="ticket_merged", condition=Q(merged_into__isnull=False)),
            GinIndex(fields=["search"], name="ticket_search"),
            GinIndex(fields=["tags"], name="ticket_tags"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="closed", closed_at__isnull=False)
                | (~Q(status="closed") & Q(closed_at__isnull=True)),
                name="ticket_closed_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(closes_at__isnull=True) | Q(status="resolved"), name="ticket_closes_after_hand_over"
            ),
            models.CheckConstraint(
                condition=Q(client__isnull=False) | Q(project__isnull=True), name="ticket_project_has_client"
            ),
            models.CheckConstraint(condition=Q(priority__range=(1, 4)), name="ticket_priority_is_known"),
            models.CheckConstraint(
                condition=Q(next_due_at__isnull=True, next_due_kind="")
                | (Q(next_due_at__isnull=False) & ~Q(next_due_kind="")),
                name="next_due_has_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | (Q(status="closed") & ~Q(merged_into=F("id"))),
                name="merged_ticket_is_closed",
            ),
            models.CheckConstraint(
                condition=Q(snoozed_until__isnull=True) | (LIVE & Q(waiting_since__isnull=True)),
                name="nobody_waits_in_a_snoozed_ticket",
            ),
            models.CheckConstraint(
                condition=Q(answered_item_count__lte=F("settled_item_count"), settled_item_count__lte=F("item_count")),
                name="settled_items_are_among_the_items",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    @property
    def scope(self) -> str:
        """The name under which the audit trail gathers everything about this ticket."""
        return f"ticket:{self.number}"

    @cached_property
    def happenings(self) -> list[Happening]:
        """What has happened to this locked row that its clocks have not been told yet; saving it tells them (S2)."""
        return []


class StatusChange(models.Model):
    """One step of a ticket's history (I7)."""

    ticket = models.ForeignKey(Ticket, models.PROTECT, related_name="status_changes")
    event = models.CharField(max_length=14)
    before = models.CharField(max_length=18, choices=TicketStatus)
    after = models.CharField(max_length=18, choices=TicketStatus)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    by_name = models.CharField(max_length=150)

    class Meta:
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")
        indexes = [models.Index(fields=["ticket", "id"], name="status_change_by_ticket")]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"
