"""Plans are written, published, given to people and read by who may, and never change what was paid (Y1, M4, P4)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine

from payroll.actions.plans.acknowledging import acknowledge_plan
from payroll.actions.plans.assigning import Pay, assign_plan, end_assignment
from payroll.actions.plans.publishing import publish_plan_draft
from payroll.actions.plans.reminding import remind_of_plans
from payroll.actions.plans.terms import Measure, Terms
from payroll.actions.plans.writing import create_plan, update_plan, write_plan_draft
from payroll.jobs import plans as jobs
from payroll.models import PayPlan, PlanAcknowledgement, PlanAssignment
from payroll.notifications.plans import assigned_words, published_words, unread_words
from payroll.plan_permissions import can_assign_plan
from support_desk.shared.errors import NotAllowed, PeriodClosed, Refused
from support_desk.shared.models import AuditEntry, Notice
from support_desk.shared.viewer import Viewer
from tests.at_once import run_at_once
from tests.factories.pay import a_pay_period, a_pay_plan, assigned
from tests.factories.people import NOW, a_department, an_employee, viewer
from workload.models import Employment, Substitute

pytestmark = pytest.mark.django_db
DECEMBER, JANUARY = date(2026, 12, 1), date(2027, 1, 1)
DAY = timedelta(days=1)
HALVES = (Measure("output", Decimal("0.5")), Measure("quality", Decimal("0.5"), table=((Decimal(0), Decimal(1)),)))


def terms(starts_on=DECEMBER, measures=HALVES, **over):
    return Terms(starts_on, Decimal(60_000), Decimal(40_000), measures, **over)


def test_a_plan_is_written_published_given_and_read():
    director, person = viewer(an_employee("director")), an_employee("manager")
    plan = create_plan(name=" Managers ", position="manager", terms=terms(date(2026, 11, 1)), by=director, at=NOW)
    write_plan_draft(plan=plan, terms=terms(date(2026, 11, 1), offer_rate=Decimal(100)), by=director, at=NOW)
    version = publish_plan_draft(plan=plan, by=director, at=NOW)
    assert (plan.name, version.number, version.offer_rate) == ("Managers", 1, Decimal(100))
    assert [str(component) for component in version.components.all()] == ["output: 0.50000", "quality: 0.50000"]
    with pytest.raises(Refused, match="no draft"):
        publish_plan_draft(plan=plan, by=director, at=NOW)
    assign_plan(employee=person, pay=Pay(plan), starts_on=date(2026, 11, 20), by=director, at=NOW)
    with pytest.raises(NotAllowed, match="You are not paid"):
        acknowledge_plan(version=version, by=director, at=NOW)
    with pytest.raises(NotAllowed, match="Only the person"):
        acknowledge_plan(version=version, by=Viewer.system(NOW), at=NOW)
    read = acknowledge_plan(version=version, by=viewer(person), at=NOW)
    assert acknowledge_plan(version=version, by=viewer(person), at=NOW + DAY) == read
    kinds = ["create", "write", "write", "publish", "read"]
    assert list(
        AuditEntry.objects.filter(action__startswith="pay_plan.").order_by("id").values_list("action", flat=True)
    ) == [f"pay_plan.{kind}" for kind in kinds]
    assert [*Notice.objects.values_list("user_id", "kind")] == [(person.user_id, "pay_plan.assigned")]


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"starts_on": date(2026, 12, 2)}, "starts_on", "first of a month"),
        ({"measures": (Measure("output", Decimal("0.95")),)}, "components", "Managers: .* sum to 0.95"),
        ({"measures": (Measure("luck", Decimal(1)),)}, "components[0].code", "Nobody counts"),
        ({"measures": (Measure("output", Decimal("1.5")),)}, "components[0].weight", "between 0 and 1"),
        ({"measures": (Measure("output", Decimal("0.123456789")),)}, "components[0].weight", "digits"),
        (
            {"measures": (Measure("output", Decimal(1), table=((Decimal(1), Decimal(1)), (Decimal(1), Decimal(2)))),)},
            "components[0].scale.table[1]",
            "go up",
        ),
        ({"measures": (Measure("upsales", Decimal(1)),), "offer_rate": Decimal(5)}, "offer_rate", "paid once"),
        ({"offer_rate": Decimal("-1")}, "offer_rate", "."),
    ],
)
def test_what_contradicts_itself_names_the_plan_and_the_field(wrong, field, sentence):
    director = viewer(an_employee("director"))
    with pytest.raises(Refused, match=sentence) as refused:
        create_plan(name="Managers", position="manager", terms=terms(**wrong), by=director, at=NOW)
    assert refused.value.field == field
    assert not PayPlan.objects.exists()


def test_a_later_version_starts_with_a_month_to_come_and_is_told():
    director, person = viewer(an_employee("director")), an_employee("manager")
    plan = a_pay_plan().plan
    assigned(person, plan.versions.get())
    write_plan_draft(plan=plan, terms=terms(date(2026, 11, 1)), by=director, at=NOW)
    with pytest.raises(Refused, match="month to come"):
        publish_plan_draft(plan=plan, by=director, at=NOW)
    write_plan_draft(plan=plan, terms=terms(JANUARY), by=director, at=NOW)
    publish_plan_draft(plan=plan, by=director, at=NOW)
    write_plan_draft(plan=plan, terms=terms(DECEMBER), by=director, at=NOW)
    with pytest.raises(Refused, match="later month"):
        publish_plan_draft(plan=plan, by=director, at=NOW)
    assert [*Notice.objects.values_list("user_id", "kind")] == [(person.user_id, "pay_plan.published")]
    with pytest.raises(Refused, match="A draft pays nobody"):
        acknowledge_plan(version=plan.versions.get(published_at=None), by=viewer(person), at=NOW)


def test_plans_are_the_directors_and_of_a_directors_own_the_substitutes():
    boss, head = an_employee("director"), an_employee("head")
    plan = a_pay_plan(is_draft=True, starts_on=DECEMBER).plan
    for by in (viewer(head), viewer(an_employee("manager", department=head.headed_departments.get()))):
        with pytest.raises(NotAllowed):
            create_plan(name="Own", position="head", terms=terms(), by=by, at=NOW)
    PlanAssignment.objects.create(employee=boss, plan=plan, starts_on=DECEMBER)
    with pytest.raises(NotAllowed, match="named substitute"):
        publish_plan_draft(plan=plan, by=viewer(boss), at=NOW)
    Substitute.objects.create(person=boss, stands_in=head, starts_on=NOW.date())
    assert publish_plan_draft(plan=plan, by=viewer(head), at=NOW).published_at == NOW
    assert a_pay_plan(is_draft=True).plan.versions.get().published_at is None


def test_what_pays_somebody_stays_in_use():
    director, plan = viewer(an_employee("director")), a_pay_plan().plan
    row = assigned(an_employee("manager"), plan.versions.get())
    with pytest.raises(Refused, match="still paid"):
        update_plan(plan=plan, is_active=False, by=director, at=NOW)
    PlanAssignment.objects.filter(pk=row.pk).update(ends_on=NOW.date() - DAY)
    assert not update_plan(plan=plan, name="Former", is_active=False, by=director, at=NOW).is_active
    for deed in (
        lambda: write_plan_draft(plan=plan, terms=terms(), by=director, at=NOW),
        lambda: assign(plan, director),
    ):
        with pytest.raises(Refused, match="not used any more"):
            deed()


def assign(plan, by, person=None, starts_on=date(2026, 11, 20), **over):
    plan.refresh_from_db()
    person = person or an_employee("manager")
    return assign_plan(employee=person, pay=Pay(plan, **over), starts_on=starts_on, by=by, at=NOW)


def test_one_plan_follows_another_without_a_gap():
    director, person = viewer(an_employee("director")), an_employee("manager")
    first, second = a_pay_plan(), a_pay_plan(starts_on=date(2026, 11, 1))
    old = assigned(person, first)
    assert assign(first.plan, director, person) == old
    new = assign(second.plan, director, person, base=Decimal(70_000))
    assert assign(second.plan, director, person, base=Decimal(75_000)) == new
    assert assign(first.plan, director, person, date(2026, 11, 10)) == old
    between = assign(first.plan, director, person, date(2026, 11, 10), variable=Decimal(1))
    rows = PlanAssignment.objects.filter(employee=person).order_by("starts_on")
    assert [(row.pk, row.starts_on, row.ends_on, row.base) for row in rows] == [
        (old.pk, date(2026, 1, 1), date(2026, 11, 9), None),
        (between.pk, date(2026, 11, 10), date(2026, 11, 19), None),
        (new.pk, date(2026, 11, 20), None, Decimal(75_000)),
    ]


def test_nobody_is_given_what_says_nothing_or_where_they_do_not_work():
    director, person = viewer(an_employee("director")), an_employee("manager")
    plan = a_pay_plan(starts_on=JANUARY).plan
    with pytest.raises(Refused, match="no published version"):
        assign(plan, director, person)
    with pytest.raises(Refused, match="does not work here"):
        assign(plan, director, person, date(2025, 1, 1))
    with pytest.raises(Refused, match="no sums"):
        assign_plan(employee=person, pay=Pay(None, Decimal(1)), starts_on=NOW.date(), by=director, at=NOW)
    elsewhere = assign_plan(employee=person, pay=Pay(None), starts_on=NOW.date(), by=director, at=NOW)
    assert elsewhere.plan is None
    assert not Notice.objects.exists()


def test_a_head_gives_plans_to_their_people_and_nobody_to_themselves():
    place = a_department()
    head, person = an_employee("head", department=place), an_employee("manager", department=place)
    plan, above = a_pay_plan().plan, an_employee("head")
    assert assign(plan, viewer(head), person).set_by == head
    for by, whom in ((head, head), (head, an_employee("manager")), (above, head), (head, an_employee("director"))):
        with pytest.raises(NotAllowed):
            assign(plan, viewer(by), whom)
    assert not can_assign_plan(viewer(head), head, place)
    head.manager = above
    head.save()
    assert assign(plan, viewer(above), head).employee == head
    boss = an_employee("director")
    Substitute.objects.create(person=boss, stands_in=above, starts_on=NOW.date())
    assert assign(plan, viewer(above), boss).employee == boss
    assert assign(plan, Viewer.system(NOW), head, date(2026, 11, 25), base=Decimal(1)).set_by is None


def left(person, place):
    """A department in which the person worked until the end of October, and from then on in `place`."""
    former = a_department()
    term = person.employments.get()
    Employment.objects.filter(pk=term.pk).update(starts_on=date(2026, 11, 1))
    Employment.objects.create(
        employee=person, department=former, position=term.position, starts_on=term.starts_on, ends_on=date(2026, 10, 31)
    )
    return former


def test_frozen_months_take_no_other_terms():
    place = a_department()
    director, person = viewer(an_employee("director")), an_employee("manager", department=place)
    plan, row = a_pay_plan().plan, assigned(person, a_pay_plan())
    a_pay_period(a_department(), date(2026, 11, 1))
    former = left(person, place)
    a_pay_period(former, date(2026, 11, 1))
    a_pay_period(former, date(2026, 10, 1))
    with pytest.raises(PeriodClosed, match="October 2026"):
        assign(plan, director, person, date(2026, 10, 31))
    with pytest.raises(PeriodClosed):
        end_assignment(assignment=row, ends_on=date(2026, 10, 30), by=director, at=NOW)
    assert end_assignment(assignment=row, ends_on=date(2026, 10, 31), by=director, at=NOW).ends_on == date(2026, 10, 31)
    assert end_assignment(assignment=row, ends_on=date(2026, 10, 31), by=director, at=NOW) == row
    with pytest.raises(Refused, match="again from the day after"):
        end_assignment(assignment=row, ends_on=date(2026, 11, 30), by=director, at=NOW)
    with pytest.raises(Refused, match="before it starts"):
        end_assignment(assignment=row, ends_on=row.starts_on - DAY, by=director, at=NOW)
    assert assign(plan, director, person).starts_on == date(2026, 11, 20)


def test_what_is_unread_is_said_at_once_and_then_ever_more_rarely(django_assert_num_queries):
    person, reader, gone = (an_employee("manager") for _ in range(3))
    version = a_pay_plan()
    for one in (person, reader, gone):
        assigned(one, version)
    gone.left_on = NOW.date() - DAY
    gone.save()
    PlanAcknowledgement.objects.create(employee=reader, version=version, at=NOW)
    a_pay_plan(plan=version.plan, starts_on=date(2026, 11, 1), is_draft=True)
    with django_assert_num_queries(6):
        assert remind_of_plans(at=NOW) == 0
    with time_machine.travel(NOW + 3 * DAY, tick=False):
        assert jobs.remind_of_plans() == 1
    assert remind_of_plans(at=NOW + 4 * DAY) == 0
    assert remind_of_plans(at=NOW + 7 * DAY) == 1
    assert {*Notice.objects.values_list("user_id", "kind")} == {(person.user_id, "pay_plan.unread")}


def test_what_is_told_is_a_sentence():
    facts = {"plan": "Clerks", "number": 2, "starts_on": "2026-12-01", "plans": ["Clerks"]}
    assert published_words(facts).title == "Your pay plan “Clerks” has a new version from 1 December 2026"
    assert assigned_words(facts).title == "From 1 December 2026 you are paid by “Clerks”"
    assert unread_words(facts).title == "Your pay plan waits to be read: Clerks"


@pytest.mark.django_db(transaction=True)
def test_two_plans_given_at_once_follow_each_other():
    director, person = viewer(an_employee("director")), an_employee("manager")
    first, second = a_pay_plan().plan, a_pay_plan().plan
    run_at_once(lambda: assign(first, director, person), lambda: assign(second, director, person))
    assert PlanAssignment.objects.get(employee=person).plan in (first, second)
