"""Services and mailboxes: who keeps them, and that each exists once (C3, T1)."""

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from tests.factories import NOW, a_department, a_mailbox, a_service, an_employee, viewer
from tickets.actions.catalogue import create_mailbox, create_service, update_mailbox, update_service

pytestmark = pytest.mark.django_db


def test_a_service_is_named_and_retired() -> None:
    head = viewer(an_employee("head"))
    service = create_service(code="seo", name=" Search ", by=head, at=NOW)
    update_service(service=service, by=head, at=NOW, name="Search engines", is_active=False)
    service.refresh_from_db()
    assert (service.name, service.is_active) == ("Search engines", False)
    assert AuditEntry.objects.filter(scope=f"service:{service.pk}").count() == 2


def test_a_code_is_one_services() -> None:
    with pytest.raises(Refused) as refused:
        create_service(code=a_service().code, name="Other", by=viewer(an_employee("head")), at=NOW)
    assert refused.value.field == "code"


def test_a_manager_keeps_no_services() -> None:
    manager = viewer(an_employee("manager"))
    with pytest.raises(NotAllowed):
        create_service(code="seo", name="Search", by=manager, at=NOW)
    with pytest.raises(NotAllowed):
        update_service(service=a_service(), by=manager, at=NOW, name="Search")


def test_an_administrator_keeps_the_mailboxes() -> None:
    administrator = viewer(an_employee("administrator"))
    mailbox = create_mailbox(
        name="help", address=" Help@Desk.test", department=a_department(), by=administrator, at=NOW
    )
    update_mailbox(mailbox=mailbox, by=administrator, at=NOW, address="HELLO@desk.test", display_name="Hello")
    mailbox.refresh_from_db()
    assert (mailbox.address, mailbox.display_name) == ("hello@desk.test", "Hello")
    update_mailbox(mailbox=mailbox, by=administrator, at=NOW, is_active=False)


def test_an_address_is_one_mailboxs() -> None:
    taken = a_mailbox()
    with pytest.raises(Refused) as refused:
        create_mailbox(
            name="help", address=taken.address, department=a_department(), by=viewer(an_employee("director")), at=NOW
        )
    assert refused.value.field == "address"


def test_a_head_keeps_no_mailboxes() -> None:
    with pytest.raises(NotAllowed):
        update_mailbox(mailbox=a_mailbox(), by=viewer(an_employee("head")), at=NOW, is_active=False)
