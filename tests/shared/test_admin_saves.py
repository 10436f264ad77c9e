"""What the admin saves goes through actions: refused at the field, in the audit trail, for rows one sees."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client as Browser
from django.urls import reverse

from support_desk.shared.models import ApiToken, AuditEntry, OutboxItem
from tests.factories import (
    NOW,
    a_client,
    a_contact,
    a_contract,
    a_department,
    a_mailbox,
    a_project,
    a_service,
    a_ticket,
    an_employee,
    an_operation,
)
from tickets.models import Client, Contact, Contract, Mailbox, Project, Service
from workload.domain.policies import WorkloadRules
from workload.models import (
    Department,
    Employee,
    EmployeeSkill,
    Employment,
    Operation,
    OperationNorm,
    Position,
    RoleAssignment,
    Skill,
    WorkloadPolicy,
)

pytestmark = pytest.mark.django_db
# What the form of a mailbox says of its server before somebody enters one.
NOT_FETCHED = {"imap_port": 993, "imap_security": "tls", "imap_folder": "INBOX", "poll_minutes": 1}
SOON = date.today() + timedelta(days=30)  # noqa: DTZ011 - only has to be well ahead


@pytest.fixture
def keeper(settings: Any) -> Browser:
    """An administrator who directs as well, and so may all."""
    settings.SECOND_FACTOR_ROLES = ()
    keeper = an_employee("administrator", "director", "head", is_staff=True, name="Keeper")
    browser = Browser()
    browser.force_login(keeper.user)
    return browser


def add(browser: Browser, model: str, **data: Any) -> Any:
    return browser.post(reverse(f"admin:{model}_add"), data)


def change(browser: Browser, model: str, row: Any, **data: Any) -> Any:
    address = reverse(f"admin:{model}_change", args=[row.pk])
    beside = [inline.formset for inline in browser.get(address).context["inline_admin_formsets"]]
    counts = {f"{rows.prefix}-{name}": count for rows in beside for name, count in rows.management_form.initial.items()}
    return browser.post(address, {**counts, **data})


def errors_of(response: Any) -> dict[str, list[str]]:
    """Errors of the form that was shown again."""
    assert response.status_code == 200, response.headers
    return dict(response.context["adminform"].form.errors)


def run(browser: Browser, model: str, action: str, row: Any) -> Any:
    data = {"action": action, "_selected_action": [row.pk]}
    return browser.post(reverse(f"admin:{model}_changelist"), data, follow=True)


def test_clients(keeper: Browser) -> None:
    add(keeper, "tickets_client", name="Elm", language="en", tone_notes="")
    client = Client.objects.get(name="Elm")
    change(keeper, "tickets_client", client, name="Elm Press", language="en", tone_notes="Dry.", is_active="on")
    client.refresh_from_db()
    assert (client.name, client.tone_notes, client.is_active) == ("Elm Press", "Dry.", True)
    assert AuditEntry.objects.of_scope(f"client:{client.pk}").count() == 2


def test_contacts_have_several_addresses_and_a_taken_one_is_refused_at_its_field(keeper: Browser) -> None:
    client = a_client()
    data = {"client": client.pk, "name": "Ada", "position": "", "emails": "a@elm.test\nb@elm.test", "phones": ""}
    add(keeper, "tickets_contact", **data)
    contact = Contact.objects.get(name="Ada")
    assert [each.email for each in contact.emails.order_by("id")] == ["a@elm.test", "b@elm.test"]
    assert (
        "a@elm.test\nb@elm.test"
        in keeper.get(reverse("admin:tickets_contact_change", args=[contact.pk])).content.decode()
    )
    errors = errors_of(add(keeper, "tickets_contact", **{**data, "name": "Eve"}))
    assert list(errors) == ["emails"]
    assert not Contact.objects.filter(name="Eve").exists()
    change(keeper, "tickets_contact", contact, name="Ada", position="", emails="b@elm.test", phones="+7 495 1234567")
    assert [each.number for each in contact.phones.all()] == ["+74951234567"]
    assert [each.email for each in contact.emails.all()] == ["b@elm.test"]


def test_projects_and_contracts(keeper: Browser) -> None:
    owner, client = an_employee("manager"), a_client()
    department = owner.employments.get().department
    add(keeper, "tickets_project", client=client.pk, name="Site", owner=owner.pk, department=department.pk, service="")
    project = Project.objects.get(name="Site")
    stranger = an_employee("manager")
    data = {"name": "Site", "department": department.pk, "service": "", "is_active": "on"}
    assert list(errors_of(change(keeper, "tickets_project", project, owner=stranger.pk, **data))) == ["owner"]
    hours = {"included_minutes": 600, "rollover_months": 2}
    terms = {"number": "C-1", **hours, "rate_amount": "2500.00", "starts_on": "2026-01-01"}
    add(keeper, "tickets_contract", project=project.pk, ends_on="", **terms)
    contract = Contract.objects.get(project=project)
    change(keeper, "tickets_contract", contract, ends_on="2026-12-31", **{**terms, "rate_amount": "2600.00"})
    contract.refresh_from_db()
    assert (contract.rate_amount, contract.ends_on) == (Decimal("2600.00"), date(2026, 12, 31))
    assert contract.rollover_months == 2


def test_a_project_changes_hands_with_its_tickets(keeper: Browser) -> None:
    department = a_department()
    project = a_project(owner=an_employee("manager", department=department))
    ticket, new = a_ticket(project), an_employee("manager", department=department)
    data = {"name": project.name, "department": department.pk, "service": "", "is_active": "on"}
    change(keeper, "tickets_project", project, owner=new.pk, **data)
    ticket.refresh_from_db()
    assert ticket.assignee == new


def test_services_and_mailboxes(keeper: Browser) -> None:
    add(keeper, "tickets_service", code="seo", name="Search")
    change(keeper, "tickets_service", Service.objects.get(code="seo"), name="Search engines")
    assert Service.objects.filter(code="seo", name="Search engines", is_active=False).exists()
    department = a_department()
    data = {"department": department.pk, "display_name": "", **NOT_FETCHED}
    add(keeper, "tickets_mailbox", name="help", address="H@desk.test", **data)
    mailbox = Mailbox.objects.get(name="help")
    data |= {"address": a_mailbox().address, "is_active": "on"}
    assert list(errors_of(change(keeper, "tickets_mailbox", mailbox, **data))) == ["address"]
    change(keeper, "tickets_mailbox", mailbox, **{**data, "address": "help@desk.test"})
    mailbox.refresh_from_db()
    assert mailbox.address == "help@desk.test"


def test_departments_positions_and_skills(keeper: Browser) -> None:
    add(keeper, "workload_department", name="Design", timezone="Europe/Moscow")
    department = Department.objects.get(name="Design")
    errors = errors_of(
        change(keeper, "workload_department", department, name="Design", timezone="Mars", head="", is_active="on")
    )
    assert list(errors) == ["timezone"]
    for model in (Position, Skill):
        label = f"workload_{model._meta.model_name}"
        add(keeper, label, name="First")
        change(keeper, label, model.objects.get(name="First"), name="Second")
        assert model.objects.filter(name="Second").exists()


def test_people_are_hired_changed_and_let_go(keeper: Browser) -> None:
    department, position = a_department(), Position.objects.create(name="Editor")
    start = {"department": department.pk, "position": position.pk, "hired_on": "2026-11-02", "roles": ["manager"],
             "share_percent": 50}  # fmt: skip
    about = {"name": "Kim Oak", "manager": "", "mentor": "", "timezone": "", "phone": ""}
    assert "email" in errors_of(add(keeper, "workload_employee", email="none", **start, **about))
    add(keeper, "workload_employee", email="kim@desk.test", **start, **about)
    person = Employee.objects.get(user__email="kim@desk.test")
    term = person.employments.get()
    assert (term.department, term.share_percent, person.role_assignments.get().role) == (department, 50, "manager")
    change(keeper, "workload_employee", person, **{**about, "phone": "101"}, left_on="")
    person.refresh_from_db()
    assert (person.phone, person.left_on) == ("101", None)
    change(keeper, "workload_employee", person, **{**about, "phone": "102"}, left_on="2026-11-13")
    person.refresh_from_db()
    assert (person.phone, person.left_on, person.user.is_active) == ("102", date(2026, 11, 13), False)


def test_a_term_is_a_move_and_a_role_is_given_and_taken(keeper: Browser) -> None:
    person, elsewhere = an_employee("manager"), a_department()
    position = Position.objects.get()
    move = {"employee": person.pk, "department": elsewhere.pk, "position": position.pk, "starts_on": SOON}
    add(keeper, "workload_employment", share_percent=100, **move)
    assert Employment.objects.get(employee=person, starts_on=SOON).department == elsewhere
    add(keeper, "workload_roleassignment", employee=person.pk, role="operator", starts_on=SOON, ends_on="")
    held = RoleAssignment.objects.get(employee=person, role="operator")
    assert "Taken away." in run(keeper, "workload_roleassignment", "take_away", held).content.decode()
    assert not RoleAssignment.objects.filter(pk=held.pk).exists()


def test_nobody_gives_a_role_to_themselves(keeper: Browser) -> None:
    oneself = Employee.objects.get(name="Keeper")
    response = add(
        keeper, "workload_roleassignment", employee=oneself.pk, role="accountant", starts_on=SOON, ends_on=""
    )
    assert "Nobody decides on their own case" in str(errors_of(response))
    own = RoleAssignment.objects.get(employee=oneself, role="director")
    assert "Nobody decides" in run(keeper, "workload_roleassignment", "take_away", own).content.decode()


def test_skills_of_people(keeper: Browser) -> None:
    person, skill = an_employee("manager"), Skill.objects.create(name="Layout")
    add(keeper, "workload_employeeskill", employee=person.pk, skill=skill.pk, level=2)
    held = EmployeeSkill.objects.get()
    change(keeper, "workload_employeeskill", held, level=4)
    held.refresh_from_db()
    assert held.level == 4
    run(keeper, "workload_employeeskill", "take_away", held)
    assert not EmployeeSkill.objects.exists()


def test_operations_and_norms(keeper: Browser) -> None:
    add(
        keeper, "workload_operation", code="letter", name="Letter", unit="letter", kind="communication",
        department="", is_billable="on", free_minutes=5, importance=4,
    )  # fmt: skip
    operation = Operation.objects.get(code="letter")
    change(keeper, "workload_operation", operation, name="A letter", unit="letter", free_minutes=7, importance=5,
           is_active="on")  # fmt: skip
    operation.refresh_from_db()
    kept = (operation.name, operation.is_billable, operation.free_minutes, operation.importance)
    assert kept == ("A letter", False, 7, 5)
    add(keeper, "workload_operationnorm", operation=operation.pk, minutes=12, starts_on=SOON)
    assert OperationNorm.objects.get(operation=operation).set_by == Employee.objects.get(name="Keeper")
    rules = {"submit_day": 15, "months_ahead": 2, "overload_percent": 110, "idle_percent": 60, "fewest_on_shift": 4}
    add(keeper, "workload_workloadpolicy", department="", starts_on=SOON, ramp="50,100", **rules)
    assert WorkloadPolicy.objects.get().rules() == WorkloadRules(15, 2, 110, 60, 4, (50, 100))
    errors = errors_of(
        add(keeper, "workload_operationnorm", operation=operation.pk, minutes=20_000, starts_on="2026-11-01")
    )
    assert list(errors) == ["minutes"]


def test_a_given_up_item_is_sent_again_and_a_token_revoked(keeper: Browser) -> None:
    item = OutboxItem.objects.create(
        kind="none", key="k", state="dead", attempts=12, last_error="550", available_at=NOW, created_at=NOW
    )
    assert "Will be sent again." in run(keeper, "shared_outboxitem", "send_again", item).content.decode()
    item.refresh_from_db()
    assert (item.state, item.attempts, item.last_error) == ("pending", 0, "")
    assert AuditEntry.objects.get(action="outbox.revive").before["last_error"] == "550"
    token = ApiToken.objects.create(
        user=an_employee().user, name="t", prefix="sd_", digest="d", scopes=[], created_at=NOW, expires_at=NOW
    )
    run(keeper, "shared_apitoken", "revoke", token)
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_what_cannot_be_edited_is_only_shown(keeper: Browser) -> None:
    item = OutboxItem.objects.create(kind="none", key="k", available_at=NOW, created_at=NOW)
    assert change(keeper, "shared_outboxitem", item, key="other").status_code == 404
    item.refresh_from_db()
    assert item.key == "k"
    operation = an_operation()
    page = keeper.get(reverse("admin:workload_operation_change", args=[operation.pk])).content.decode()
    assert 'name="code"' not in page
    assert 'name="name"' in page


def test_foreign_rows_are_not_there(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ()
    department = a_department()
    keeper = an_employee("office_manager", department=department, is_staff=True)
    browser = Browser()
    browser.force_login(keeper.user)
    foreign, service = a_contract(), a_service()
    contact = a_contact(foreign.project.client, name="Canary Bird")
    for label, row in [
        ("tickets_client", foreign.project.client),
        ("tickets_project", foreign.project),
        ("tickets_contract", foreign),
        ("tickets_contact", contact),
    ]:
        assert browser.get(reverse(f"admin:{label}_change", args=[row.pk])).status_code == 404, label
        assert str(row) not in browser.get(reverse(f"admin:{label}_changelist")).content.decode()
    looked_up = browser.get(
        reverse("admin:autocomplete"),
        {"app_label": "tickets", "model_name": "contract", "field_name": "project", "term": foreign.project.name[:4]},
    )
    assert looked_up.json()["results"] == []
    assert browser.get(reverse("admin:tickets_service_change", args=[service.pk])).status_code == 200
