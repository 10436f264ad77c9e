"""Clients: who may keep them, and what is refused (C1, P2)."""

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from tests.factories import NOW, a_client, a_project, an_employee, viewer
from tickets.actions.catalogue import create_client, update_client
from tickets.models import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["head", "office_manager", "administrator", "director"])
def test_who_keeps_the_catalogues_enters_a_client_and_finds_it_again(role: str) -> None:
    keeper = viewer(an_employee(role))
    client = create_client(name="  Elm   Press ", by=keeper, at=NOW, tone_notes=" Call before noon. ")
    assert (client.name, client.language, client.tone_notes) == ("Elm Press", "ru", "Call before noon.")
    assert list(Client.objects.visible_to(keeper)) == [client]


@pytest.mark.parametrize("role", ["manager", "operator", "specialist", "sales", "accountant"])
def test_others_do_not(role: str) -> None:
    with pytest.raises(NotAllowed):
        create_client(name="Elm Press", by=viewer(an_employee(role)), at=NOW)


def test_a_name_is_one_clients_whatever_its_case() -> None:
    a_client("Elm Press")
    with pytest.raises(Refused) as refused:
        create_client(name="ELM PRESS", by=viewer(an_employee("head")), at=NOW)
    assert "already exists" in str(refused.value) or "violated" in str(refused.value)


def test_an_empty_name_is_refused_by_its_field() -> None:
    with pytest.raises(Refused) as refused:
        create_client(name="  ", by=viewer(an_employee("head")), at=NOW)
    assert refused.value.field == "name"


def test_creation_and_change_stand_in_the_audit_trail() -> None:
    head = viewer(an_employee("head"))
    client = create_client(name="Elm", by=head, at=NOW)
    update_client(client=client, by=head, at=NOW, name="Elm Press", is_active=True)
    update_client(client=client, by=head, at=NOW, name=" Elm  Press ")
    trail = AuditEntry.objects.of_scope(f"client:{client.pk}").order_by("id")
    assert [(entry.action, entry.before, entry.after) for entry in trail] == [
        ("client.create", {}, {"name": "Elm"}),
        ("client.update", {"name": "Elm"}, {"name": "Elm Press"}),
    ]


def test_a_manager_keeps_the_tone_notes_of_own_clients_and_nothing_else() -> None:
    manager = an_employee("manager")
    client = a_project(owner=manager).client
    assert update_client(client=client, by=viewer(manager), at=NOW, tone_notes="Dry.").tone_notes == "Dry."
    with pytest.raises(NotAllowed):
        update_client(client=client, by=viewer(manager), at=NOW, name="Other")


def test_sales_read_every_client_and_change_none() -> None:
    with pytest.raises(NotAllowed):
        update_client(client=a_client(), by=viewer(an_employee("sales")), at=NOW, tone_notes="Dry.")


def test_a_foreign_client_is_not_there() -> None:
    client = a_project().client
    with pytest.raises(Client.DoesNotExist):
        update_client(client=client, by=viewer(an_employee("manager")), at=NOW, tone_notes="Dry.")


def test_a_client_with_a_project_elsewhere_is_not_the_office_managers() -> None:
    assert not Client.objects.visible_to(viewer(an_employee("office_manager"))).filter(pk=a_project().client_id)


def test_fields_are_named() -> None:
    with pytest.raises(TypeError, match="pk"):
        update_client(client=a_client(), by=viewer(an_employee("head")), at=NOW, pk=7)  # type: ignore[call-arg] # the point
