"""Small parts of the kernel: viewer, money, keys, files, closed months, changing rows."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from hypothesis import given
from hypothesis import strategies as st

from support_desk.shared.actions.forget_old_keys import forget_old_keys
from support_desk.shared.actions.store_file import store_file, store_uploads
from support_desk.shared.changing import check_named, create_row
from support_desk.shared.errors import Conflict, NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import IdempotencyKey, PeriodLock, StoredFile
from support_desk.shared.money import allocate, half_up, kopecks_of, round_together, rubles_of, to_kopeck
from support_desk.shared.periods import check_period_open
from support_desk.shared.viewer import Viewer
from tests.at_once import another_connection, while_held
from tests.factories import NOW, a_client, a_contact, an_employee, viewer
from tickets.actions.catalogue import create_client, create_contact
from tickets.models import Client

AMOUNTS = st.integers(-10_000_000, 10_000_000).map(lambda kopecks: Decimal(kopecks) / 100)
WEIGHTS = st.lists(st.decimals(0, 1000, places=3, allow_nan=False), min_size=1, max_size=12)


def test_a_viewer_oversees_the_own_department_only_as_operator_or_head() -> None:
    at_home = {"at": NOW, "employee_id": 1, "department_ids": frozenset({7}), "headed_department_ids": frozenset({9})}
    assert Viewer(**at_home, roles=frozenset({"manager"})).overseen_department_ids == {9}
    assert Viewer(**at_home, roles=frozenset({"operator"})).overseen_department_ids == {7, 9}
    assert Viewer(**at_home).is_employee
    assert not Viewer(**at_home).is_client
    assert Viewer(at=NOW, client_id=3).is_client
    assert Viewer(**at_home, roles=frozenset({"head"})).has("operator", "head")
    assert not Viewer.nobody(NOW).has("operator", "head")


def test_refusals_carry_their_code_field_and_sentence() -> None:
    assert (str(NotAllowed()), NotAllowed().code) == ("You may not do this.", "not_allowed")
    refused = Refused("No.", field="name", code="taken")
    assert (str(refused), refused.field, refused.code) == ("No.", "name", "taken")


@given(AMOUNTS, WEIGHTS)
def test_shares_sum_to_the_whole_and_each_is_within_a_kopeck_of_its_due(total: Decimal, weights: list[Decimal]) -> None:
    shares = allocate(total, weights)
    assert sum(shares) == total
    whole = sum(weights)
    if whole:
        assert all(
            abs(share - total * weight / whole) < Decimal("0.01") for share, weight in zip(shares, weights, strict=True)
        )


@given(st.integers(0, 10_000), WEIGHTS)
def test_who_weighs_more_gets_no_less(kopecks: int, weights: list[Decimal]) -> None:
    shares = allocate(Decimal(kopecks) / 100, weights)
    pairs = sorted(zip(weights, shares, strict=True))
    assert all(a[1] <= b[1] for a, b in pairwise(pairs) if a[0] < b[0])


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        ("100.00", [1, 1, 1], ["33.34", "33.33", "33.33"]),
        ("-0.02", [1, 1, 1], ["-0.01", "-0.01", "0.00"]),
        ("5.00", [0, 0], ["5.00", "0.00"]),
        ("0.01", [0, 1], ["0.00", "0.01"]),
    ],
)
def test_shares_in_figures(total: str, weights: list[int], shares: list[str]) -> None:
    assert allocate(Decimal(total), [Decimal(weight) for weight in weights]) == [Decimal(share) for share in shares]


@pytest.mark.parametrize("weights", [[], [Decimal(-1), Decimal(2)]])
def test_shares_need_weights_that_are_not_negative(weights: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="weights"):
        allocate(Decimal(1), weights)


@pytest.mark.parametrize(("exact", "rounded"), [("0.005", "0.01"), ("0.0049", "0.00"), ("-0.005", "-0.01")])
def test_money_is_rounded_half_up(exact: str, rounded: str) -> None:
    assert to_kopeck(Decimal(exact)) == Decimal(rounded)


@pytest.mark.parametrize(("exact", "rounded"), [("1/2", 1), ("-1/2", -1), ("149/100", 1), ("-149/100", -1), ("0", 0)])
def test_a_half_goes_away_from_zero(exact: str, rounded: int) -> None:
    assert half_up(Fraction(exact)) == rounded


def test_kopecks_and_rubles_are_the_same_money() -> None:
    assert kopecks_of(Decimal("12.30")) == 1230
    assert [str(rubles_of(kopecks)) for kopecks in (1230, -5, 0)] == ["12.30", "-0.05", "0.00"]
    with pytest.raises(ValueError, match="whole number of kopecks"):
        kopecks_of(Decimal("0.001"))


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [
        (["1/2", "1/2", "1/2"], [1, 1, 0]),  # 1.5 is 2: the two earlier ones of three equals
        (["1/4", "3/4", "1/4"], [0, 1, 0]),  # 1.25 is 1
        (["1/4", "1/4"], [1, 0]),  # 0.5 is 1
        ([], []),
    ],
)
def test_amounts_rounded_together_sum_to_the_sum_rounded_once(exact: list[str], rounded: list[int]) -> None:
    assert round_together([Fraction(amount) for amount in exact]) == rounded


@pytest.mark.django_db
def test_keys_are_forgotten_after_a_day() -> None:
    user = an_employee().user
    for key, age in (("young", 24), ("old", 25)):
        IdempotencyKey.objects.create(caller=user, key=key, request_digest="", created_at=NOW - timedelta(hours=age))
    assert forget_old_keys(at=NOW) == 1
    assert [kept.key for kept in IdempotencyKey.objects.all()] == ["young"]


@pytest.mark.django_db
def test_files_are_kept_under_names_that_tell_nothing() -> None:
    stored = store_file(content=b"abc", name="../../etc/passwd", content_type="", at=NOW)
    assert (stored.size, stored.content_type) == (3, "application/octet-stream")
    assert stored.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert "/" not in stored.name
    assert Path(stored.content.path).read_bytes() == b"abc"
    assert "passwd" not in stored.content.name


@pytest.mark.django_db
def test_too_large_and_too_many_files_are_refused(settings: Any) -> None:
    settings.ATTACHMENT_MAX_BYTES, settings.ATTACHMENT_MAX_COUNT = 3, 2
    uploads = [ContentFile(b"abc", name=f"{n}.txt") for n in range(3)]
    assert len(store_uploads(uploads=uploads[:2], at=NOW, user_id=None)) == 2
    for act in (
        lambda: store_uploads(uploads=uploads, at=NOW, user_id=None),
        lambda: store_file(content=b"abcd", name="a", content_type="", at=NOW),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.field == "attachments"
    assert StoredFile.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "is_closed"), [(date(2026, 10, 1), True), (date(2026, 10, 31), True), (date(2026, 11, 1), False)]
)
def test_a_closed_month_is_closed_from_its_first_to_its_last_day(day: date, is_closed: bool) -> None:
    PeriodLock.objects.create(department_id=7, month=date(2026, 10, 1), closed_at=NOW)
    check_period_open(department_id=8, day=day)
    if not is_closed:
        check_period_open(department_id=7, day=day)
        return
    with pytest.raises(PeriodClosed) as refused:
        check_period_open(department_id=7, day=day)
    assert refused.value.field == "worked_on"


@pytest.mark.django_db
def test_rows_are_checked_before_they_are_saved() -> None:
    with pytest.raises(Refused) as refused:
        create_row(Client(name=""), action="client.create", by=Viewer.system(NOW), at=NOW)
    assert refused.value.field == "name"
    with pytest.raises(TypeError, match="id, pk"):
        check_named({"pk": 1, "id": 1, "name": ""}, frozenset({"name"}))


@pytest.mark.django_db(transaction=True)
def test_two_who_take_the_same_name_at_once_get_one_client() -> None:
    head = viewer(an_employee("head"))
    with another_connection() as other:
        with other.cursor() as cursor:
            cursor.execute(
                "INSERT INTO tickets_client (name, is_active, language, tone_notes, changed_xid, changed_at)"
                " VALUES ('Elm', true, 'ru', '', 0, now())"
            )
        refused = while_held(other, lambda: create_client(name="elm", by=head, at=NOW))
    assert isinstance(refused, Conflict)
    assert Client.objects.filter(name__iexact="elm").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_give_one_address_at_once_give_it_to_one_contact() -> None:
    head = viewer(an_employee("head"))
    client, first = a_client(), a_contact()
    with another_connection() as other:
        with other.cursor() as cursor:
            cursor.execute("INSERT INTO tickets_contactemail (contact_id, email) VALUES (%s, 'a@elm.test')", [first.pk])
        refused = while_held(
            other, lambda: create_contact(client=client, name="Eve", emails=["a@elm.test"], by=head, at=NOW)
        )
    assert isinstance(refused, Conflict)
    assert refused.field == "emails"
    assert not client.contacts.exists()
