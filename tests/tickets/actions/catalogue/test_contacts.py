"""Contacts: several addresses and phones, and one address is one person's (C1, T2)."""

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from tests.factories import NOW, a_client, a_contact, a_project, an_employee, viewer
from tickets.actions.catalogue import create_contact, update_contact
from tickets.models import Client, Contact, ContactEmail

pytestmark = pytest.mark.django_db


def emails_of(contact: Contact) -> list[str]:
    return list(contact.emails.order_by("id").values_list("email", flat=True))


def phones_of(contact: Contact) -> list[str]:
    return list(contact.phones.order_by("id").values_list("number", flat=True))


def test_a_contact_has_several_addresses_and_phones_written_one_way() -> None:
    contact = create_contact(
        client=a_client(),
        name=" Ada Pine ",
        position="Editor",
        emails=["Ada@Elm.test", "ada@elm.test ", "", "pine@elm.test"],
        phones=["8 (495) 123-45-67", "+7 495 1234567", "+44 20 7946 0018"],
        by=viewer(an_employee("head")),
        at=NOW,
    )
    assert contact.name == "Ada Pine"
    assert emails_of(contact) == ["ada@elm.test", "pine@elm.test"]
    assert phones_of(contact) == ["+74951234567", "+442079460018"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("emails", ["not an address"]),
        ("emails", [f"a{n}@elm.test" for n in range(21)]),
        ("phones", ["call me"]),
        ("phones", ["123"]),
        ("phones", [f"+7495000{n:04}" for n in range(21)]),
    ],
)
def test_a_bad_list_is_refused_by_its_field(field: str, value: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        create_contact(client=a_client(), name="Ada", by=viewer(an_employee("head")), at=NOW, **{field: value})  # type: ignore[arg-type] # the field varies
    assert refused.value.field == field
    assert not Contact.objects.filter(emails__email__startswith="a0@").exists()


def test_an_address_is_one_persons_and_the_refusal_names_whom_the_viewer_sees() -> None:
    a_contact(a_client("Elm Press"), "ada@elm.test", name="Ada Pine")
    with pytest.raises(Refused, match="Ada Pine, Elm Press") as refused:
        create_contact(client=a_client(), name="B", emails=["ADA@elm.test"], by=viewer(an_employee("head")), at=NOW)
    assert refused.value.field == "emails"


def test_the_refusal_names_nobody_whom_the_viewer_may_not_see() -> None:
    foreign = a_contact(a_project().client, "ada@elm.test", name="Ada Pine")
    manager = an_employee("manager")
    with pytest.raises(Refused, match="another contact's") as refused:
        create_contact(
            client=a_project(owner=manager).client, name="B", emails=["ada@elm.test"], by=viewer(manager), at=NOW
        )
    assert foreign.name not in str(refused.value)


def test_a_colleagues_address_is_no_contacts() -> None:
    colleague = an_employee("manager", email="kim@desk.test")
    with pytest.raises(Refused, match="colleague's"):
        create_contact(client=a_client(), name="B", emails=["Kim@desk.test"], by=viewer(an_employee("head")), at=NOW)
    assert colleague.user.email == "kim@desk.test"


def test_a_change_replaces_what_is_given_and_leaves_the_rest() -> None:
    contact = a_contact(email="old@elm.test", phone="+74951234567")
    head = viewer(an_employee("head"))
    update_contact(contact=contact, by=head, at=NOW, emails=["new@elm.test", "old@elm.test"])
    assert (emails_of(contact), phones_of(contact)) == (["old@elm.test", "new@elm.test"], ["+74951234567"])
    update_contact(contact=contact, by=head, at=NOW, emails=["new@elm.test"], phones=[], position="Editor")
    assert (emails_of(contact), phones_of(contact)) == (["new@elm.test"], [])
    contact.refresh_from_db()
    assert contact.position == "Editor"


def test_a_change_of_addresses_stands_in_the_clients_trail() -> None:
    contact = a_contact(email="old@elm.test")
    head = viewer(an_employee("head"))
    update_contact(contact=contact, by=head, at=NOW, emails=["new@elm.test"])
    update_contact(contact=contact, by=head, at=NOW, emails=["new@elm.test"])
    entry = AuditEntry.objects.get(action="contact.addresses")
    assert (entry.scope, entry.before, entry.after) == (
        f"client:{contact.client_id}",
        {"emails": ["old@elm.test"]},
        {"emails": ["new@elm.test"]},
    )


def test_the_manager_of_the_client_keeps_its_contacts_and_sales_does_not() -> None:
    manager = an_employee("manager")
    contact = a_contact(a_project(owner=manager).client)
    update_contact(contact=contact, by=viewer(manager), at=NOW, name="Ada Oak")
    with pytest.raises(NotAllowed):
        update_contact(contact=contact, by=viewer(an_employee("sales")), at=NOW, name="Eve")


def test_a_foreign_contact_and_client_are_not_there() -> None:
    contact = a_contact(a_project().client)
    stranger = viewer(an_employee("manager"))
    with pytest.raises(Contact.DoesNotExist):
        update_contact(contact=contact, by=stranger, at=NOW, name="Eve")
    with pytest.raises(Client.DoesNotExist):
        create_contact(client=contact.client, name="Eve", by=stranger, at=NOW)


def test_the_address_stays_the_first_persons() -> None:
    contact = a_contact(email="ada@elm.test")
    with pytest.raises(Refused):
        update_contact(contact=a_contact(), by=viewer(an_employee("head")), at=NOW, emails=["ada@elm.test"])
    assert ContactEmail.objects.get(email="ada@elm.test").contact == contact
