"""Fair play of the demo: every state of a dispute and months that add up, in the first hour of a month too."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command

from disputes.models import Dispute, DisputeState, KittyEntry, Posting, RevisionRequest, Settlement
from payroll.models import PayPeriod
from payroll.queries.months.cases import cases_of
from payroll.queries.runs.checks import checks_of, stops
from support_desk.demo.finale import settle_past_mail
from support_desk.demo.loading import set_stage
from support_desk.demo.pay_months import pay, pay_months
from support_desk.demo.paying import plans_of
from support_desk.demo.play import play
from support_desk.demo.rules import lay_down_rules
from support_desk.demo.selling import sell
from support_desk.demo.timekeeping import keep_time

# The first half hour of a month in Moscow, and still the last day of the month before in UTC.
NOW = datetime(2026, 11, 30, 21, 30, tzinfo=UTC)


@pytest.mark.slow
@pytest.mark.django_db
def test_everybody_finds_something_to_do(settings):
    settings.DEMO = True
    stage = set_stage(language="en", founded=NOW - timedelta(days=94), at=NOW)
    lay_down_rules(stage.staff, stage.content, at=NOW)
    plans_of(stage.staff, stage.content, at=NOW)
    sell(stage, at=NOW)
    play(stage, at=NOW)
    assert_months_are_settled()
    keep_time(stage, at=NOW)
    pay_months(stage, at=NOW)
    settle_past_mail()
    assert set(Dispute.objects.values_list("state", flat=True)) == set(DisputeState.values) - {DisputeState.LAPSED}
    assert not Dispute.objects.filter(opened_at__gt=NOW).exists()
    assert not Posting.objects.filter(posted_at__gt=NOW).exists()
    assert_each_has_a_turn(stage.staff.people)
    given_back = Posting.objects.filter(mirrors__isnull=False).values_list("dispute__state", flat=True)
    assert set(given_back) == {DisputeState.OPEN}
    assert RevisionRequest.objects.filter(dispute__isnull=False, due_on__gte=NOW.date()).count() == 2
    assert_pay_has_applied_them(stage)
    call_command("check_invariants")


def assert_each_has_a_turn(people):
    """Of those who have a log-in: to answer, to judge, late, escalated."""
    open_ones = Dispute.objects.filter(state=DisputeState.OPEN)
    assert {"manager", "junior", "specialist", "developer"} == {
        login for login, person in people.items() if open_ones.filter(respondent=person).exists()
    }
    judged_by = dict(Dispute.objects.filter(state=DisputeState.CONTESTED).values_list("arbiter__name", "escalated_to"))
    assert judged_by == {
        people["head"].name: None,
        people["director"].name: None,
        people["lead-developer"].name: people["director"].pk,
    }


def assert_months_are_settled():
    """Every month that is over, by its own policy; the pay of the month applies it."""
    settled = Settlement.objects.filter(month__lt=date(2026, 12, 1))
    assert settled.count() >= 4 and not settled.filter(state=Settlement.State.APPLIED).exists()
    assert {row.policy_values["kind"] for row in settled} >= {"circulate", "kitty"}


def assert_pay_has_applied_them(stage):
    """Three months, in the month that begins with this hour; the one behind is ready, and all have worked in it."""
    closed = PayPeriod.objects.filter(state=PayPeriod.State.CLOSED)
    months = [date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)]
    assert sorted(set(closed.values_list("month", flat=True))) == months and closed.count() == 6
    applied = Settlement.objects.filter(state=Settlement.State.APPLIED)
    assert set(applied.values_list("month", flat=True)) == set(months[1:])
    assert KittyEntry.objects.filter(kind="spending").count() == 1
    support, november = stage.staff.departments["support"], date(2026, 11, 1)
    assert not stops(checks_of(support, november, NOW))
    cases = cases_of(support.pk, november)
    assert not cases.errors and all(case.measures["paid"] > 8_000 for case in cases.people.values())
    pay(stage, november, at=NOW)
    assert closed.filter(month=november).count() == 2, "the visitor can take the month that is ready to its end"
