"""Months of points are settled on the first, once, whoever was late (M1, M3)."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import OperationalError

from disputes.actions.settlements.settling import settle_due, settle_month
from disputes.domain.settlement_record import digest_of
from disputes.jobs.points import settle_points
from disputes.models import SettledPosting, Settlement
from disputes.queries.point_facts import facts_of_month
from disputes.queries.point_reports import point_report
from disputes.queries.point_words import sections
from support_desk.shared import due
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Notice
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.factories.points import FIRST_OF_NOVEMBER, IN_OCTOBER, OCTOBER, posted, settled, taken_back

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
IN_DECEMBER = datetime(2026, 12, 5, 9, 0, tzinfo=UTC)


@pytest.fixture
def department():
    return make.a_department(name="Support")


@pytest.fixture
def anna(department):
    return make.an_employee("manager", department=department, name="Anna")


@pytest.fixture
def boris(department):
    return make.an_employee("manager", department=department, name="Boris")


def lines_of(settlement):
    return {line.employee.name: (line.points, line.nominal) for line in settlement.lines.select_related("employee")}


def test_at_five_past_midnight_and_not_before(department, anna, boris):
    posted(anna, boris, 2)
    before = FIRST_OF_NOVEMBER - timedelta(microseconds=1)
    assert settle_due(at=before) == 0
    assert due.run("points.settle", at=FIRST_OF_NOVEMBER) == 1
    assert settle_due(at=FIRST_OF_NOVEMBER) == 0
    settlement = Settlement.objects.get()
    assert (settlement.month, settlement.state, settlement.policy) == (OCTOBER, "settled", None)
    assert lines_of(settlement) == {"Anna": (2, Decimal(200)), "Boris": (-2, Decimal(-200))}
    count = settlement.counts.get()
    assert (count.withheld, count.paid, count.kitty) == (Decimal(200), Decimal(200), Decimal(0))
    assert count.digest == digest_of(count.case)
    told = Notice.objects.filter(kind="points.settled")
    assert {notice.user_id for notice in told} == {anna.user_id, boris.user_id}
    assert AuditEntry.objects.filter(action="points.settle").count() == 1


def test_what_silence_decides_is_decided_before_its_month_is_settled(department, anna, boris):
    make.a_dispute(anna, boris, version=make.a_version(make.a_regulation(owner=anna)), opened_at=IN_OCTOBER)
    assert dict(due.run_all(at=FIRST_OF_NOVEMBER))["points.settle"] == 1
    assert lines_of(Settlement.objects.get(department=department)) == {
        "Anna": (1, Decimal(100)),
        "Boris": (-1, Decimal(-100)),
    }


def test_the_job_of_the_first_lets_silence_decide_before_it_settles(department, anna, boris):
    make.a_dispute(anna, boris, version=make.a_version(make.a_regulation(owner=anna)), opened_at=IN_OCTOBER)
    with time_machine.travel(FIRST_OF_NOVEMBER, tick=False):
        assert settle_points() == 1
    settlement = Settlement.objects.get(department=department)
    assert (settlement.facts["outcomes"], settlement.facts["decided_late"]) == ({"defaulted": 1}, 0)
    assert lines_of(settlement)["Boris"] == (-1, Decimal(-100))


def test_what_silence_decided_in_a_settled_month_is_told_by_the_next_report(department, anna, boris):
    make.a_dispute(anna, boris, version=make.a_version(make.a_regulation(owner=anna)), opened_at=IN_OCTOBER)
    october = settled(department)  # by itself: nobody has swept
    assert (october.facts["outcomes"], october.facts["decided_late"]) == ({}, 0)
    due.run("disputes.silence", at=FIRST_OF_NOVEMBER + timedelta(hours=1))
    report = point_report(make.viewer(anna), department, NOVEMBER)
    november = settled(department, month=NOVEMBER, at=IN_DECEMBER)
    assert (november.facts["outcomes"], november.facts["decided_late"]) == ({}, 1)
    assert report.facts == november.facts
    told = [row[:2] for section in sections(report) if section.key == "outcomes" for row in section.rows]
    assert ("Decided by silence in a month that was settled before it was noticed", 1) in told
    assert settled(department, month=date(2026, 12, 1), at=datetime(2027, 1, 5, tzinfo=UTC)).facts["decided_late"] == 0


def test_missed_months_are_caught_up_in_order(department, anna, boris):
    posted(anna, boris, 1)
    posted(boris, anna, 2, month=NOVEMBER)
    assert settle_due(at=IN_DECEMBER) == 2
    points = [[line.points for line in one.lines.order_by("pk")] for one in Settlement.objects.order_by("month")]
    assert points == [[1, -1], [-2, 2]]
    assert settle_due(at=IN_DECEMBER) == 0


def test_a_posting_that_came_late_is_counted_in_the_next_settlement_and_once(department, anna, boris):
    posted(anna, boris, 1)
    settled(department)
    posted(boris, anna, 2)  # of October, after October was settled
    posted(anna, boris, 1, month=NOVEMBER)
    settle_due(at=IN_DECEMBER)
    october, november = Settlement.objects.order_by("month")
    assert lines_of(october)["Anna"] == (1, Decimal(100))
    assert lines_of(november)["Anna"] == (-1, Decimal(-100))
    assert SettledPosting.objects.count() == 6


def test_what_was_taken_back_within_the_month_is_left_out_on_both_sides(department, anna, boris):
    for one in posted(anna, boris, 1, cause="silence"):
        taken_back(one)
    settlement = settled(department)
    assert lines_of(settlement) == {"Anna": (0, Decimal(0)), "Boris": (0, Decimal(0))}
    assert settlement.counts.get().case["postings"] == []
    assert SettledPosting.objects.filter(is_counted=False).count() == 4


def test_what_is_taken_back_after_the_settlement_is_taken_back_in_money(department, anna, boris):
    sides = posted(anna, boris, 1, cause="silence")
    settled(department)
    for one in sides:
        taken_back(one, month=NOVEMBER)
    november = settled(department, month=NOVEMBER, at=IN_DECEMBER)
    assert lines_of(november) == {"Anna": (-1, Decimal(-100)), "Boris": (1, Decimal(100))}


def test_each_department_by_its_own_policy_and_clock(department, anna):
    east = make.a_department(name="East", timezone="Asia/Vladivostok")
    eva = make.an_employee("manager", department=east, name="Eva")
    policy = make.a_point_policy(east, kind="kitty", rate=50)
    posted(anna, eva, 1, is_cross=True)
    assert settle_due(at=datetime(2026, 10, 31, 14, 5, tzinfo=UTC)) == 1
    of_east = Settlement.objects.get(department=east)
    assert (of_east.policy, lines_of(of_east)) == (policy, {"Eva": (-1, Decimal(-50))})
    assert of_east.counts.get().cross_department == Decimal(50)
    settle_due(at=FIRST_OF_NOVEMBER)
    here = Settlement.objects.get(department=department)
    assert lines_of(here) == {"Anna": (1, Decimal(100))}
    assert here.counts.get().cross_department == Decimal(-100)


def test_a_correction_counts_and_who_has_left_is_settled(department, anna, boris):
    make.a_correction(boris, -3, month=OCTOBER, department=department)
    boris.left_on = date(2026, 10, 2)
    boris.save()
    assert lines_of(settled(department)) == {"Anna": (0, Decimal(0)), "Boris": (-3, Decimal(-300))}


def test_a_department_that_is_no_more_is_settled_while_points_of_it_are_not(department, anna, boris):
    posted(anna, boris, 1)
    department.is_active = False
    department.save()
    assert settle_due(at=IN_DECEMBER) == 2
    assert settle_due(at=IN_DECEMBER + timedelta(days=31)) == 0


def test_only_the_desk_settles_and_no_month_that_runs(department, anna):
    with pytest.raises(NotAllowed):
        settle_month(department=department, month=OCTOBER, by=make.viewer(anna), at=IN_DECEMBER)
    with pytest.raises(Refused) as refused:
        settle_month(department=department, month=OCTOBER, by=Viewer.system(IN_OCTOBER), at=IN_OCTOBER)
    assert refused.value.field == "month"


def test_one_that_cannot_be_settled_keeps_no_other_waiting(department, anna, boris, monkeypatch, caplog):
    other = make.a_department(name="Other")
    posted(anna, boris, 1)
    posted(make.an_employee("manager", department=other), make.an_employee("manager", department=other), 1)
    from disputes.actions.settlements import settling

    real = settling.month_to_settle

    def broken(department_id, month):
        if department_id == department.pk:
            raise RuntimeError("broken")
        return real(department_id, month)

    monkeypatch.setattr(settling, "month_to_settle", broken)
    with pytest.raises(ExceptionGroup):
        settle_due(at=FIRST_OF_NOVEMBER)
    assert [one.department for one in Settlement.objects.all()] == [other]
    assert "is not settled" in caplog.text


def test_a_month_that_failed_once_is_settled_by_the_next_run_before_the_later_one(department, anna, boris, monkeypatch):
    from disputes.actions.settlements import settling

    posted(anna, boris, 1)
    posted(boris, anna, 2, month=NOVEMBER)
    real, failures = settling.month_to_settle, [OperationalError("lock timeout")]

    def fails_once(department_id, month):
        if failures:
            raise failures.pop()
        return real(department_id, month)

    monkeypatch.setattr(settling, "month_to_settle", fails_once)
    with pytest.raises(ExceptionGroup):
        settle_due(at=IN_DECEMBER)
    assert not Settlement.objects.exists()
    assert settle_due(at=IN_DECEMBER) == 2
    assert [lines_of(one)["Anna"][0] for one in Settlement.objects.order_by("month")] == [1, -2]


def test_a_month_tells_of_its_disputes(department, anna, boris):
    rule = make.a_regulation(department, owner=anna, code="R-7")
    version = make.a_version(rule, title="Letters")
    for _ in range(2):
        make.a_dispute(anna, boris, version=version, opened_at=IN_OCTOBER)
    done = make.a_dispute(anna, boris, opened_at=IN_OCTOBER)
    posted(anna, boris, 1, dispute=done)
    done.state, done.respond_by, done.answered_at, done.decided_at = "accepted", None, IN_OCTOBER, IN_OCTOBER
    done.save()
    facts = settled(department).facts
    assert (facts["opened"], facts["outcomes"]) == (3, {"accepted": 1})
    assert facts["regulations"][0] == {"code": "R-7", "title": "Letters", "disputes": 2}
    assert facts["revisions"] == {"opened": 0, "closed": 0}


def test_the_first_month_and_its_report_go_by_the_departments_clock():
    east = make.a_department(name="East", timezone="Asia/Vladivostok")
    eva = make.an_employee("manager", department=east, name="Eva")
    make.a_dispute(None, eva, opened_at=datetime(2026, 10, 31, 15, 0, tzinfo=UTC))
    assert settle_due(at=FIRST_OF_NOVEMBER) == 0
    assert facts_of_month(east, OCTOBER)["opened"] == 0
    assert facts_of_month(east, NOVEMBER)["opened"] == 1
