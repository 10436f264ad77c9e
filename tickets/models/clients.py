"""Clients, the people in them, their projects and contracts (C1–C3, first form)."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from support_desk.shared.models import Tracked
from support_desk.shared.viewer import Viewer
from workload.models import Department, Employee, WorkingCalendar
from workload.models.people import SPAN


class ProjectQuerySet(models.QuerySet["Project"]):
    """Named filters of projects."""

    def visible_to(self, viewer: Viewer) -> "ProjectQuerySet":
        """One's own and covered projects; a department's to who oversees it; all to sales and the director (P2)."""
        if viewer.is_system or viewer.has("director", "sales"):
            return self
        if viewer.is_client:
            return self.filter(client_id=viewer.client_id or 0)
        if not viewer.is_employee:
            return self.none()
        mine = Q(department_id__in=viewer.overseen_department_ids) | Q(pk__in=viewer.covered_project_ids)
        if viewer.covered_ticket_ids:
            # A covered ticket is answered with the story of its project at hand.
            mine |= Q(pk__in=Project.objects.filter(tickets__in=viewer.covered_ticket_ids).values("pk"))
        if viewer.has("manager", "head"):
            mine |= Q(owner_id=viewer.employee_id)
        if viewer.has("office_manager"):
            mine |= Q(department_id__in=viewer.department_ids)
        return self.filter(mine)


class ClientQuerySet(models.QuerySet["Client"]):
    """Named filters of clients."""

    def visible_to(self, viewer: Viewer) -> "ClientQuerySet":
        """Those with a project the viewer sees; every client to sales and the director (P2)."""
        if viewer.is_system or viewer.has("director", "sales"):
            return self
        if viewer.is_client:
            return self.filter(pk=viewer.client_id or 0)
        served = Q(pk__in=Project.objects.visible_to(viewer).values("client_id"))
        if viewer.has("office_manager", "administrator", "operator", "head"):
            # Who enters a new client, or takes in its first letter, must find it to give it its first project.
            served |= Q(~Exists(Project.objects.filter(client=OuterRef("pk"))))
        return self.filter(served)


class Client(Tracked):
    """An organisation that the department serves. `tone_notes` tell a stranger how to talk to it (C1)."""

    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=150)
    is_active = models.BooleanField(_("active"), default=True)
    language = models.CharField(_("language"), max_length=2, default="ru", choices=settings.LANGUAGES)
    unanswered_minutes = models.PositiveIntegerField(
        _("operator sees an unanswered message after, business minutes"), null=True, blank=True
    )
    tone_notes = models.TextField(_("good to know"), blank=True, max_length=4000)

    objects = ClientQuerySet.as_manager()

    class Meta:
        verbose_name = _("client")
        verbose_name_plural = _("clients")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="client_name_is_unique"),
            models.CheckConstraint(
                condition=Q(unanswered_minutes__isnull=True) | Q(unanswered_minutes__range=(1, 527_040)),
                name="client_threshold_is_between_a_minute_and_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Service(Tracked):
    """What the company sells."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=100)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ContactQuerySet(models.QuerySet["Contact"]):
    """Named filters of contacts."""

    def visible_to(self, viewer: Viewer) -> "ContactQuerySet":
        return self if viewer.is_system else self.filter(client__in=Client.objects.visible_to(viewer))

    def served(self) -> "ContactQuerySet":
        """Who may come into the portal: they and their client are active."""
        return self.filter(is_active=True, client__is_active=True)


class Contact(Tracked):
    """A person at a client, with several addresses and phones."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="contacts", verbose_name=_("client"))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contact",
        verbose_name=_("account"),
    )
    name = models.CharField(_("name"), max_length=150)
    position = models.CharField(_("position"), max_length=100, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class ContactEmail(models.Model):
    """An address a contact writes from. One address is one person's (T2)."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="emails", verbose_name=_("contact"))
    email = models.EmailField(_("e-mail"), max_length=254)

    class Meta:
        verbose_name = _("address of a contact")
        verbose_name_plural = _("addresses of contacts")
        constraints = [models.UniqueConstraint(Lower("email"), name="contact_address_is_one_persons")]

    def __str__(self) -> str:
        return self.email


class ContactPhone(models.Model):
    """A phone a contact calls from, digits with a leading plus."""

    contact = models.ForeignKey(Contact, models.CASCADE, related_name="phones", verbose_name=_("contact"))
    number = models.CharField(_("phone"), max_length=20)

    class Meta:
        verbose_name = _("phone of a contact")
        verbose_name_plural = _("phones of contacts")
        constraints = [models.UniqueConstraint(fields=["contact", "number"], name="contact_has_phone_once")]

    def __str__(self) -> str:
        return self.number


class Project(Tracked):
    """One continuing line of work for a client, owned by one manager of one department."""

    client = models.ForeignKey(Client, models.PROTECT, related_name="projects", verbose_name=_("client"))
    name = models.CharField(pgettext_lazy("of a thing", "name"), max_length=150)
    owner = models.ForeignKey(Employee, models.PROTECT, related_name="owned_projects", verbose_name=_("owner"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="projects", verbose_name=_("department"))
    cover = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="covered_projects", verbose_name=_("cover")
    )
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="projects", verbose_name=_("service")
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint("client", Lower("name"), name="project_name_is_unique_in_client"),
            models.CheckConstraint(condition=~Q(cover=F("owner")), name="project_is_covered_by_somebody_else"),
        ]

    def __str__(self) -> str:
        return self.name


class ContractQuerySet(models.QuerySet["Contract"]):
    """Named filters of contracts."""

    def visible_to(self, viewer: Viewer) -> "ContractQuerySet":
        return self if viewer.is_system else self.filter(project__in=Project.objects.visible_to(viewer))


class Contract(Tracked):
    """Prepaid minutes a month and the hourly rate beyond them, in rubles, from `starts_on` to `ends_on` inclusive.

    `rollover_months`: for how many months after its own an unused minute can still be used; 0 is no rollover (C2).
    """

    project = models.ForeignKey(Project, models.PROTECT, related_name="contracts", verbose_name=_("project"))
    number = models.CharField(_("number"), max_length=40)
    included_minutes = models.PositiveIntegerField(_("included minutes a month"), default=0)
    rollover_months = models.PositiveSmallIntegerField(_("unused minutes stay for, months"), default=0, db_default=0)
    rate_amount = models.DecimalField(_("hourly rate"), max_digits=12, decimal_places=2)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    sla_policy = models.ForeignKey(
        "SlaPolicy", models.PROTECT, null=True, blank=True, related_name="contracts", verbose_name=_("SLA policy")
    )
    calendar = models.ForeignKey(
        WorkingCalendar,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="contracts",
        verbose_name=_("working calendar"),
    )

    objects = ContractQuerySet.as_manager()

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracts")
        constraints = [
            models.CheckConstraint(condition=Q(rollover_months__lte=12), name="contract_carries_over_a_year_at_most"),
            models.CheckConstraint(condition=Q(rate_amount__gte=0), name="contract_rate_is_not_negative"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="contract_ends_after_start"
            ),
            ExclusionConstraint(
                name="contract_is_one_at_a_time",
                expressions=[("project", RangeOperators.EQUAL), (SPAN, RangeOperators.OVERLAPS)],
            ),
        ]

    def __str__(self) -> str:
        return self.number
