"""Policies of points start on a first of a month to come, and never change what was played by them (D0, M2)."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from disputes.actions.point_policies import set_point_policy
from disputes.models import PointPolicy
from disputes.queries.point_policies import policy_of
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from tests import factories as make
from tests.factories.points import posted, settled

pytestmark = pytest.mark.django_db
DECEMBER, NOVEMBER, OCTOBER = date(2026, 12, 1), date(2026, 11, 1), date(2026, 10, 1)


@pytest.fixture
def department():
    return make.a_department(name="Support")


@pytest.fixture
def head(department):
    return make.an_employee("head", department=department)


def set_by(person, department, starts_on=DECEMBER, *, at=make.NOW, **values):
    return set_point_policy(
        department=department,
        starts_on=starts_on,
        values={"kind": "kitty", "rate": Decimal(50), **values},
        by=make.viewer(person, at),
        at=at,
    )


def refused(*args, **options):
    with pytest.raises(Refused) as found:
        set_by(*args, **options)
    return found.value.field, str(found.value)


def test_the_head_sets_it_and_sets_it_again_while_it_is_to_come(department, head):
    set_by(head, department)
    policy = set_by(head, department, rate=Decimal("70.50"))
    assert PointPolicy.objects.get() == policy and policy.set_by == head
    assert policy_of(department.pk, DECEMBER).rate == Decimal("70.50")
    assert policy_of(department.pk, NOVEMBER).rate == 100
    before = AuditEntry.objects.filter(action="point_policy.set").latest("pk").before
    assert before["rate"] in ("50", "50.00")


def test_a_policy_in_the_middle_of_a_month_is_refused_by_name(department, head):
    field, sentence = refused(head, department, date(2026, 12, 15))
    assert field == "starts_on" and "first of a month" in sentence


def test_a_month_that_has_begun_stays_but_for_the_first_policy_of_all(department, head):
    set_by(head, department, NOVEMBER)
    assert "has begun" in refused(head, department, NOVEMBER)[1]
    other = make.a_department()
    other_head = make.an_employee("head", department=other)
    make.a_dispute(None, make.an_employee("manager", department=other), opened_at=make.NOW)
    assert "has begun" in refused(other_head, other, NOVEMBER)[1]
    posted(other_head, make.an_employee("manager", department=other), month=NOVEMBER)
    assert "has begun" in refused(other_head, other, OCTOBER)[1]


def test_a_first_policy_waits_while_a_dispute_of_last_month_is_undecided(department, head):
    anna = make.an_employee("manager", department=department)
    pending = make.a_dispute(None, anna, opened_at=datetime(2026, 10, 28, 9, 0, tzinfo=UTC))
    assert "has begun" in refused(head, department, NOVEMBER)[1]
    assert "has begun" in refused(make.an_employee("director"), None, NOVEMBER)[1]
    assert set_by(head, department, DECEMBER).starts_on == DECEMBER
    PointPolicy.objects.all().delete()
    pending.state, pending.respond_by, pending.decided_at = "withdrawn", None, pending.opened_at
    pending.save()
    assert set_by(head, department, NOVEMBER).starts_on == NOVEMBER


def test_midnight_of_the_first_is_the_departments(head, department):
    midnight = datetime(2026, 11, 30, 21, 0, tzinfo=UTC)
    make.a_correction(head, 1, month=DECEMBER)
    assert "has begun" in refused(head, department, DECEMBER, at=midnight)[1]
    assert set_by(head, department, DECEMBER, at=midnight.replace(hour=20)).starts_on == DECEMBER


def test_a_settled_month_stays(department, head):
    settled(department)
    assert "settled" in refused(head, department, OCTOBER)[1]
    PointPolicy.objects.all().delete()
    assert "settled" in refused(make.an_employee("director"), None, OCTOBER)[1]


def test_who_sets_which(department, head):
    for person, place in (
        (make.an_employee("manager", department=department), department),
        (head, make.a_department()),
        (head, None),
        (make.an_employee("administrator"), department),
    ):
        with pytest.raises(NotAllowed):
            set_by(person, place)
    for role in ("director", "administrator"):
        assert set_by(make.an_employee(role), None).department is None
    assert set_by(make.an_employee("director"), department).department == department


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("rate", {"rate": Decimal(-1)}),
        ("guard_percent", {"guard_percent": Decimal(101)}),
        ("controller", {"kind": "controller", "controller": None}),
        ("controller_cap", {"controller_cap": Decimal(-1)}),
        ("days_to_answer", {"days_to_answer": 61}),
        ("answered", {"answered": 0}),
        ("judged", {"judged": 101}),
        ("judged", {"judged": 1, "answered": 5}),
        ("both_right_initiator", {"both_right_initiator": 30_000}),
        ("both_wrong_respondent", {"both_wrong_respondent": -101}),
        ("first_reminder_day", {"first_reminder_day": 0}),
        ("second_reminder_day", {"first_reminder_day": 4, "second_reminder_day": 3}),
        ("days_to_answer", {"days_to_answer": 5}),
        ("arbiter_escalation_days", {"arbiter_escalation_days": 0}),
        ("arbiter_escalation_days", {"arbiter_escalation_days": 2}),
        ("revision_days", {"revision_days": 0}),
    ],
)
def test_what_contradicts_itself_is_refused_at_its_field(department, head, field, values):
    assert refused(head, department, **values)[0] == field
    assert not PointPolicy.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        {"judged": 1, "answered": 5},
        {"both_right_respondent": 101},
        {"second_reminder_day": 2},
        {"second_reminder_day": 8},
        {"arbiter_escalation_days": 2},
        {"revision_days": 0},
    ],
)
def test_the_database_refuses_numbers_that_no_action_writes(department, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.a_point_policy(department, **values)


def test_nobody_names_themselves_the_controller(department, head):
    with pytest.raises(NotAllowed):
        set_by(head, department, kind="controller", controller=head)
    other = make.an_employee("manager", department=department)
    assert set_by(head, department, kind="controller", controller=other).controller == other


def test_the_controller_of_a_department_works_in_it_and_of_all_anywhere(department, head):
    other = make.an_employee("manager")
    assert refused(head, department, kind="controller", controller=other)[0] == "controller"
    assert set_by(head, department, controller=other).controller == other, "a kitty has no use for one"
    assert set_by(make.an_employee("director"), None, kind="controller", controller=other).controller == other
