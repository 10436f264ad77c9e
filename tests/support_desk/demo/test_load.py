"""The demo as a whole: its size, that nothing of its past is sent, and that it is the same every time."""

from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, Max, Min

from payroll.models import PayObjection, PayPeriod, PayScenario, Payslip, PayslipLine
from payroll.queries.runs.checks import checks_of, stops
from support_desk import demo
from support_desk.demo.accounts import NotADemo
from support_desk.demo.programme import starting_times
from support_desk.shared.models import OutboxItem, User
from tickets.models import (
    Approval,
    Client,
    ClientReport,
    Clock,
    Contact,
    CoverSpan,
    Draft,
    Estimate,
    LetterItem,
    LineQuestion,
    MissedCall,
    OrderConflict,
    Overrun,
    RawMail,
    Task,
    Ticket,
    TicketLink,
    Timer,
)
from workload.models import Department, Employee, Operation
from workload.queries.presence import presence_of_all

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
MONTHS = [date(2026, month, 1) for month in (7, 8, 9)]


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demo_is_whole(settings, tmp_path):
    """In Russian; the check of `manage.py demo` loads the English one."""
    settings.DEMO = True
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {**settings.STORAGES["default"], "OPTIONS": {"location": tmp_path}},
    }
    demo.load(language="ru", at=NOW)
    assert (Client.objects.count(), Employee.objects.count()) == (60, 16)
    # Six hundred, the hostile mail, four that fall due while the visitor looks, and eighteen about agreed work.
    assert Ticket.objects.count() == 623
    assert_agreed_work_is_there()
    assert Ticket.objects.live().filter(is_lead=True).exists()
    assert Ticket.objects.live().exclude(flag="").exists()
    assert Ticket.objects.unanswered().count() >= 20
    assert not OutboxItem.objects.exclude(state=OutboxItem.State.SENT).exists()
    assert RawMail.objects.quarantined().count() == 1
    assert (Draft.objects.count(), Timer.objects.count()) == (2, 1)
    assert Operation.objects.annotate(norms_set=Count("norms")).filter(norms_set=2).count() == 1
    assert not Ticket.objects.filter(created_at__gt=NOW).exists()
    roles = [email for _role, email, _password, _name in demo.logins()]
    assert len(roles) == 10
    assert Contact.objects.filter(user__email__in=["client@demo.test", "client2@demo.test"]).count() == 2
    for email in ("manager@demo.test", "client@demo.test", "client2@demo.test"):
        assert User.objects.get(email=email).check_password("demo-desk-2026")
    runs_out = Clock.objects.filter(kind="first_response", due_at__gt=NOW, due_at__lte=NOW + timedelta(minutes=2))
    assert runs_out.count() == 1
    assert Clock.objects.filter(kind="approval", state="running", due_at__gt=NOW).exists()
    standings = {person.name: person.state for person in presence_of_all(NOW).values()}
    assert set(standings.values()) >= {"here", "away", "absent"}
    assert CoverSpan.objects.holding(NOW).filter(level="named").exists()
    assert MissedCall.objects.open().count() == 2
    reports = ClientReport.objects.filter(month=date(2026, 10, 1))
    assert reports.filter(state="sent").count() == 2 and reports.filter(hole_count__gt=0).count() == 1
    assert reports.count() > 20 and LineQuestion.objects.count() == 1
    assert_pay_is_there()
    call_command("check_invariants")


def assert_pay_is_there():
    """Three closed months and one to be closed by hand; a correction in a later month, a change of departments in the
    middle of one, a question, an answer and a scenario (Y4–Y7)."""
    support = Department.objects.get(head__user__email="head@demo.test")
    closed = PayPeriod.objects.filter(state=PayPeriod.State.CLOSED)
    assert list(closed.filter(department=support).order_by("month").values_list("month", flat=True)) == MONTHS
    assert closed.count() == 2 * len(MONTHS)
    assert not stops(checks_of(support, date(2026, 10, 1), NOW))
    mended = PayslipLine.objects.exclude(adjustment_month=None).values_list("payslip__month", "adjustment_month")
    assert list(mended) == [(MONTHS[2], MONTHS[1])]
    sections = {slip.employee.user.email: len(slip.sections) for slip in Payslip.objects.filter(month=MONTHS[0])}
    assert {email for email, count in sections.items() if count == 2} == {"developer@demo.test"}
    assert sorted(PayObjection.objects.values_list("state", flat=True)) == ["open", "rejected"]
    assert PayScenario.objects.count() == 1
    scores = Payslip.objects.aggregate(least=Min("variable"), most=Max("variable"))
    assert 0 < scores["least"] < scores["most"]


def assert_agreed_work_is_there():
    """A piece of work at every step of its way, and a letter with ten questions (T6, T7, W1–W4)."""
    statuses = set(Task.objects.values_list("status", flat=True))
    assert statuses >= {
        "offered", "asked", "declined", "in_progress", "submitted", "rework", "handed_over", "confirmed",
    }  # fmt: skip
    assert Estimate.objects.filter(state="mentor").count() == 1
    assert Approval.objects.pending().filter(ticket__client__contacts__user__email="client@demo.test").exists()
    assert Overrun.objects.get().state == "reported"
    assert Task.objects.filter(wish__isnull=False).count() == 1
    states = LetterItem.objects.values_list("state", flat=True)
    assert sorted(states) == ["answered"] * 7 + ["delegated"] + ["open"] * 2
    assert OrderConflict.objects.open().count() == 1
    assert Ticket.objects.filter(snoozed_until__gt=NOW).count() == 1
    assert Ticket.objects.filter(merged_into__isnull=False).count() == TicketLink.objects.count() == 1


def test_stories_begin_at_the_same_times_for_the_same_day():
    first = list(starting_times(Random(1), NOW))
    assert first == list(starting_times(Random(1), NOW))
    assert len(first) == 600
    assert max(first) <= NOW
    assert min(first) >= NOW - timedelta(days=93)


@pytest.mark.django_db
def test_outside_a_demo_nothing_is_loaded(settings):
    settings.DEMO = False
    with pytest.raises(NotADemo):
        demo.load(language="en", at=NOW)
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("load_demo")


@pytest.mark.django_db
def test_only_an_empty_database_is_filled(settings):
    settings.DEMO = True
    User.objects.create_user("somebody@desk.test")
    with pytest.raises(CommandError, match="not empty"):
        call_command("load_demo")
