"""The audit trail: append-only, complete, chained without making writers queue (P5, I6, ADR 0003)."""

from datetime import date
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection, transaction

from support_desk.shared import audit
from support_desk.shared.actions.seal_audit import GENESIS, seal_audit
from support_desk.shared.models import AuditEntry, AuditSeal, AuditWatermark
from support_desk.shared.viewer import Viewer
from tests.at_once import another_connection, run_at_once
from tests.factories import NOW, a_client, a_department, an_employee, viewer

SYSTEM = Viewer.system(NOW)


def an_entry(**over: object) -> AuditEntry:
    return audit.record(**{"action": "client.update", "target": a_client(), "by": SYSTEM, "at": NOW, **over})


def chain_is_whole() -> bool:
    """Recomputed from the entries as they are."""
    seal = GENESIS
    links = list(AuditSeal.objects.select_related("entry").order_by("id"))
    for position, link in enumerate(links, 1):
        seal = sha256(seal + bytes(link.entry.digest)).digest()
        if link.pk != position or bytes(link.seal) != seal:
            return False
    return True


@pytest.mark.django_db
def test_a_row_says_who_what_and_the_values_as_json_holds_them() -> None:
    kim, client = an_employee("head", name="Kim Oak"), a_client("Elm")
    entry = audit.record(
        action="client.update", target=client, by=viewer(kim), at=NOW, scope="client:1", department_id=7,
        before={"owner": None, "rate": Decimal("2.50")}, after={"owner": kim, "on": date(2026, 1, 2), "tags": ["a"]},
    )  # fmt: skip
    entry.refresh_from_db()
    assert (entry.actor, entry.actor_name, entry.object_type, entry.object_label) == (
        kim.user, "Kim Oak", "tickets.client", "Elm",
    )  # fmt: skip
    assert (entry.scope, entry.department_id) == ("client:1", 7)
    assert entry.before == {"owner": None, "rate": "2.50"}
    assert entry.after == {"owner": {"id": kim.pk, "label": "Kim Oak"}, "on": "2026-01-02", "tags": ["a"]}
    assert (len(bytes(entry.digest)), entry.xid > 0) == (32, True)
    assert an_entry().actor_name == "system"
    assert "client.update" in str(entry)


@pytest.mark.django_db
@pytest.mark.parametrize("model", [AuditEntry, AuditSeal])
@pytest.mark.parametrize("deed", ["update", "delete", "truncate"])
def test_nothing_is_edited_deleted_or_emptied(model: type, deed: str) -> None:
    AuditWatermark.objects.get_or_create(pk=1)
    entry = an_entry()
    AuditSeal.objects.create(id=1, entry=entry, seal=b"s", sealed_at=NOW)
    statement = {
        "update": f"UPDATE {model._meta.db_table} SET id = id",  # type: ignore[attr-defined] # a model
        "delete": f"DELETE FROM {model._meta.db_table}",  # type: ignore[attr-defined] # a model
        "truncate": f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {model._meta.db_table} CASCADE",  # type: ignore[attr-defined] # a model
    }[deed]
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
def test_the_database_makes_the_digest_even_for_rows_in_bulk() -> None:
    first = an_entry()
    AuditEntry.objects.bulk_create(
        AuditEntry(
            at=NOW, actor_name="x", action="a", object_type="t", object_id="1", object_label="l", digest=b"forged"
        )
        for _ in range(2)
    )
    digests = {bytes(entry.digest) for entry in AuditEntry.objects.all()}
    assert len(digests) == 3
    assert b"forged" not in digests
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit_digest(e) FROM shared_auditentry e WHERE id = %s", [first.pk])
        assert bytes(cursor.fetchone()[0]) == bytes(AuditEntry.objects.get(pk=first.pk).digest)


@pytest.mark.django_db
def test_who_reads_which_trail() -> None:
    here, elsewhere = a_department(), a_department()
    kim = an_employee("manager", department=here)
    own = an_entry(by=viewer(kim), department_id=here.pk)
    near, far = an_entry(department_id=here.pk), an_entry(department_id=elsewhere.pk)

    def seen(*roles: str) -> set[int]:
        reader = viewer(an_employee(*roles, department=here))
        return set(AuditEntry.objects.visible_to(reader).values_list("pk", flat=True))

    assert seen("director") == seen("administrator") == {own.pk, near.pk, far.pk}
    assert seen("head") == seen("operator") == {own.pk, near.pk}
    assert seen("manager") == seen("accountant") == set()
    assert set(AuditEntry.objects.visible_to(viewer(kim))) == {own}
    assert set(AuditEntry.objects.visible_to(SYSTEM)) == {own, near, far}
    assert not AuditEntry.objects.visible_to(Viewer.nobody(NOW))


@pytest.mark.django_db
def test_an_administrator_reads_nothing_about_tickets_and_letters_of_others() -> None:
    administrator = viewer(an_employee("administrator"))
    about = {
        scope: an_entry(scope=scope, by=by).pk
        for scope, by in {
            "ticket:1": SYSTEM,
            "mail:1": SYSTEM,
            "ticket:2": administrator,
            "ticketing:1": SYSTEM,
            "department:1": SYSTEM,
        }.items()
    }
    seen = set(AuditEntry.objects.visible_to(administrator).values_list("scope", flat=True))
    assert seen == set(about) - {"ticket:1", "mail:1"}
    head = an_employee("administrator", "head", department=(here := a_department()))
    own = an_entry(scope="ticket:3", department_id=here.pk)
    assert own in AuditEntry.objects.visible_to(viewer(head))


@pytest.mark.django_db
def test_changes_are_only_what_changes() -> None:
    client = a_client("Elm")
    assert audit.changes(client, name="Elm", language="en") == ({"language": "ru"}, {"language": "en"})


@pytest.mark.usefixtures("no_open_transactions")
@pytest.mark.django_db(transaction=True)
def test_sealing_goes_on_where_it_stopped() -> None:
    AuditWatermark.objects.get_or_create(pk=1)
    for _ in range(5):
        an_entry()
    assert [seal_audit(at=NOW, batch=2) for _ in range(4)] == [2, 2, 1, 0]
    an_entry()
    assert seal_audit(at=NOW) == 1
    assert (AuditSeal.objects.count(), chain_is_whole()) == (6, True)


@pytest.mark.usefixtures("no_open_transactions")
@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_seal_each_entry_once() -> None:
    AuditWatermark.objects.get_or_create(pk=1)
    for _ in range(40):
        an_entry()
    sealed = run_at_once(*[lambda: seal_audit(at=NOW)] * 3)
    assert sorted(sealed) == [0, 0, 40]
    assert (AuditSeal.objects.count(), chain_is_whole()) == (40, True)


@pytest.mark.usefixtures("no_open_transactions")
@pytest.mark.django_db(transaction=True)
def test_an_older_open_transaction_holds_the_seal_back_and_keeps_its_place() -> None:
    AuditWatermark.objects.get_or_create(pk=1)
    client = a_client()
    with another_connection() as other:
        with other.cursor() as cursor:
            cursor.execute(
                "INSERT INTO shared_auditentry (at, actor_name, action, object_type, object_id, object_label, scope,"
                " before, after, xid, digest) VALUES (now(), 'slow', 'slow', 't', '1', 'l', '', '{}', '{}', 0, '')"
            )
        an_entry(target=client, action="quick")
        assert seal_audit(at=NOW) == 0
        other.commit()
    assert seal_audit(at=NOW) == 2
    assert [link.entry.action for link in AuditSeal.objects.order_by("id")] == ["slow", "quick"]
    assert chain_is_whole()


@pytest.mark.usefixtures("no_open_transactions")
@pytest.mark.django_db(transaction=True)
def test_what_was_rolled_back_is_not_missed() -> None:
    AuditWatermark.objects.get_or_create(pk=1)
    with pytest.raises(RuntimeError), transaction.atomic():
        an_entry()
        raise RuntimeError
    an_entry()
    assert (seal_audit(at=NOW), chain_is_whole()) == (1, True)


@pytest.mark.django_db
def test_a_deed_of_several_parts_writes_its_rows_together(django_assert_num_queries):
    target = a_client()
    with django_assert_num_queries(1), audit.gathered():
        for action in ("client.update", "client.merge"):
            audit.record(action=action, target=target, by=SYSTEM, at=NOW)
    written = AuditEntry.objects.order_by("id").values_list("action", flat=True)
    assert list(written) == ["client.update", "client.merge"]


@pytest.mark.django_db
def test_of_a_part_that_failed_nothing_is_written():
    with audit.gathered():
        an_entry(action="before")
        with pytest.raises(LookupError), audit.gathered():
            an_entry(action="failed")
            raise LookupError
        an_entry(action="after")
    assert list(AuditEntry.objects.order_by("id").values_list("action", flat=True)) == ["before", "after"]
