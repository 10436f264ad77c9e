"""Who reads what of a month of pay that is not theirs to read, or not yet (P2, P4)."""

from typing import Any

import pytest

from payroll.models import PayRun, Payslip
from payroll.queries.runs.deciding import Deciding, Paid
from payroll.queries.runs.leavers import leavers_of
from payroll.queries.runs.month_list import month_list
from payroll.queries.runs.people import confirmers_of
from payroll.queries.runs.readable import readable_payslips, readable_periods, readable_runs
from payroll.queries.slips.found import slips_with_lines
from payroll.queries.slips.page import payslip_page
from support_desk.shared.models import AuditEntry
from tests.factories import an_absence
from tests.factories.pay import a_pay_period, a_pay_run, a_payslip
from tests.factories.pay_months import PayMonth, a_pay_month
from tests.factories.people import a_department, an_employee, give_roles, viewer
from tests.factories.timesheets import IN_NOVEMBER, OCTOBER
from workload.models import Employee, Substitute

pytestmark = pytest.mark.django_db
OF_WAITING = 9


@pytest.fixture
def month() -> PayMonth:
    """Drafted by Hugo, whose own pay is a run of its own."""
    found = a_pay_month()
    found.freeze()
    found.draft()
    return found


def test_the_trail_tells_nobody_of_a_department_what_its_head_is_paid(month: PayMonth) -> None:
    deputy = an_employee("head", department=month.department, name="Deputy")
    month.confirm("head", by="Dina")
    rows = AuditEntry.objects.filter(action__startswith="pay.", after__tier="head")
    assert rows.visible_to(viewer(deputy, IN_NOVEMBER)).count() == 0
    assert rows.visible_to(month.viewer("Dina")).count() == 2
    own = rows.visible_to(month.viewer("Hugo"))
    assert not any("total" in entry.after for entry in own), "a draft of their own, which they made themselves"
    staff = AuditEntry.objects.get(action="pay.finish", after__tier="staff")
    assert staff in AuditEntry.objects.visible_to(viewer(deputy, IN_NOVEMBER)) and staff.after["total"] == "200000.00"


def test_an_accountant_who_leads_as_well_confirms_the_draft_of_their_own_department(month: PayMonth) -> None:
    give_roles(month.person("Hugo"), ["accountant"], since=OCTOBER)
    other = a_pay_run(a_pay_period(a_department(name="Elsewhere"), OCTOBER), state="drafting")
    assert other not in PayRun.objects.visible_to(month.viewer("Hugo")), "of others what is approved"
    assert month.confirm().state == "confirmed"


def test_the_list_of_months_sums_only_the_runs_that_one_reads(month: PayMonth) -> None:
    """The staff's 200,000 of the month's 300,000; to the accountant nothing of it is final."""
    accountant = an_employee("accountant", department=a_department(name="Accounts"), name="Clara")
    seen = {}
    for who in (month.person("Hugo"), month.person("Dina"), accountant):
        rows = month_list(viewer(who, IN_NOVEMBER), None).rows
        seen[who.name] = [(row.people, int(row.total), row.waiting) for row in rows if row.period.pk]
    assert seen == {"Hugo": [(2, 200_000, 1)], "Dina": [(3, 300_000, 2)], "Clara": [(0, 0, 0)]}


def test_who_stands_in_for_the_director_reads_what_waits_for_them_and_nothing_of_before(month: PayMonth) -> None:
    stas = an_employee("manager", name="Stas", department=a_department(name="Elsewhere"))
    vlad = an_employee("manager", name="Vlad", department=a_department(name="Far"))

    def reads(person: Employee) -> bool:
        return month.run("head") in readable_runs(viewer(person, IN_NOVEMBER))

    Substitute.objects.create(person=month.person("Dina"), stands_in=stas, starts_on=OCTOBER)
    assert not reads(stas), "nothing is confirmed"
    month.confirm("head", by="Dina")
    assert reads(stas)
    month.approve("head", by="Stas")
    Substitute.objects.create(person=month.person("Dina"), stands_in=vlad, starts_on=IN_NOVEMBER.date())
    assert reads(stas), "their own word"
    assert not reads(vlad), "named later"


def test_whoever_confirms_the_heads_pay_one_level_up_opens_what_they_say_yes_to(month: PayMonth) -> None:
    boss = an_employee("manager", name="Boss", department=a_department(name="Board"))
    Employee.objects.filter(name="Hugo").update(manager=boss)
    hugo, mila, dina = (month.person(name) for name in ("Hugo", "Mila", "Dina"))
    reader = viewer(boss, IN_NOVEMBER)
    assert payslip_page(reader, hugo.pk, OCTOBER).slip.employee == hugo
    assert [slip.employee for slip in slips_with_lines(reader)] == [hugo], "the API too, and nobody of the staff"
    for person, others in ((hugo, hugo), (mila, hugo), (boss, mila)):
        with pytest.raises(Payslip.DoesNotExist):
            payslip_page(viewer(person, IN_NOVEMBER), others.pk, OCTOBER)
    Substitute.objects.create(person=dina, stands_in=mila, starts_on=OCTOBER)
    month.confirm("head", by="Boss")
    assert slips_with_lines(month.viewer("Mila")).count() == 0, "the director did not confirm it"


class Reads:
    """What somebody reads of the staff's pay: the run, its month, its payslips, by name."""

    def __init__(self, month: PayMonth) -> None:
        self.month = month

    def __call__(self, name: str) -> tuple[bool, bool, list[str]]:
        run, reader = self.month.run(), self.month.viewer(name)
        slips = readable_payslips(reader).filter(run=run).order_by("employee__name")
        found = run in readable_runs(reader), run.period in readable_periods(reader)
        return (*found, [slip.employee.name for slip in slips])


@pytest.fixture
def boss(month: PayMonth) -> Employee:
    """Leads nothing and manages the head."""
    found = an_employee("manager", name="Boss", department=a_department(name="Board"))
    Employee.objects.filter(name="Hugo").update(manager=found)
    return found


ALL, NOTHING = (True, True, ["Mila", "Vera"]), (False, False, [])


@pytest.mark.usefixtures("boss")
def test_who_confirms_the_staff_while_its_head_is_away_reads_it_until_the_head_is_back(month: PayMonth) -> None:
    reads = Reads(month)
    # Of the head's own, which is the manager's to confirm, the period is read.
    assert reads("Boss") == (False, True, []) and reads("Hugo") == ALL
    leave = an_absence(month.person("Hugo"), IN_NOVEMBER.date(), days=3, state="approved")
    assert reads("Boss") == ALL and month.run() in readable_runs(month.viewer("Hugo"))
    leave.delete()
    assert reads("Boss") == (False, True, [])
    an_absence(month.person("Hugo"), IN_NOVEMBER.date(), days=3, state="approved")
    assert month.confirm(by="Boss").state == "confirmed"
    assert reads("Boss") == ALL and reads("Mila") == NOTHING, "their own word stays theirs to read"
    month.approve()
    assert reads("Boss") == ALL and reads("Mila") == (False, False, ["Mila"])


def test_who_manages_one_of_two_heads_reads_nothing_of_the_other_and_confirms_neither() -> None:
    """Of the deputy's pay the named head answers, whoever else is their manager."""
    month = a_pay_month("Deputy")
    nora = an_employee("manager", name="Nora", department=a_department(name="Board"))
    give_roles(month.person("Deputy"), ["head"], since=OCTOBER)
    month.freeze()
    month.draft()
    run = month.run("head")
    read = {}
    for manager in (month.person("Hugo"), nora):
        Employee.objects.filter(name="Deputy").update(manager=manager)
        reader = viewer(manager, IN_NOVEMBER)
        slips = readable_payslips(reader).filter(run=run)
        read[manager.name] = (run in readable_runs(reader), [slip.employee.name for slip in slips])
        assert names(confirmers_of(run, IN_NOVEMBER)) == {"Dina"}
    assert read == {"Hugo": (False, ["Deputy"]), "Nora": (False, [])}
    Employee.objects.filter(name="Hugo").update(manager=nora)
    assert run in readable_runs(viewer(nora, IN_NOVEMBER)) and names(confirmers_of(run, IN_NOVEMBER)) == {"Nora"}


def names(people: set[int]) -> set[str]:
    return set(Employee.objects.filter(pk__in=people).values_list("name", flat=True))


def test_of_several_that_wait_as_many_statements_as_of_one(
    month: PayMonth, boss: Employee, django_assert_num_queries: Any
) -> None:
    an_absence(month.person("Hugo"), IN_NOVEMBER.date(), days=3, state="approved")
    reader = viewer(boss, IN_NOVEMBER)
    of_boss = {month.run("head"), month.run()}
    with django_assert_num_queries(OF_WAITING):
        assert set(readable_runs(reader)) == of_boss
    for name in ("North", "South"):
        place = a_department(name=name)
        away = an_employee("head", department=place, manager=boss)
        an_absence(away, IN_NOVEMBER.date(), days=3, state="approved")
        run = a_pay_run(a_pay_period(place, OCTOBER), state="drafted", drafted_at=IN_NOVEMBER, digest="d" * 64)
        a_payslip(run, an_employee("manager", department=place))
        of_boss.add(run)
    with django_assert_num_queries(OF_WAITING):
        assert set(readable_runs(reader)) == of_boss
    mila = month.viewer("Mila")
    with django_assert_num_queries(2):
        assert set(readable_runs(mila)) == set()


def test_the_list_of_leavers_keeps_what_the_head_is_paid_from_who_leads_beside_them(month: PayMonth) -> None:
    deputy = an_employee("manager", department=month.department, name="Deputy")
    give_roles(deputy, ["head"], since=OCTOBER)
    Employee.objects.filter(name__in=["Hugo", "Mila"]).update(left_on=IN_NOVEMBER.replace(month=10, day=30).date())
    seen = {one.employee.name: one for one in leavers_of(viewer(deputy, IN_NOVEMBER))}
    assert seen["Mila"].slip == Payslip.objects.get(employee__name="Mila")
    assert seen["Hugo"].slip is None and seen["Hugo"].state == "Drafted"
    told = {one.employee.name for one in leavers_of(month.viewer("Dina")) if one.slip}
    assert told == {"Hugo", "Mila"}


def test_no_head_reads_or_confirms_what_a_director_of_their_department_is_paid() -> None:
    """The pay of directors is never the staff's, whoever heads the department in which they are employed (P4)."""
    month = a_pay_month("Boss")
    give_roles(month.person("Boss"), ["director"], since=OCTOBER)
    Employee.objects.filter(name="Boss").update(manager=month.person("Hugo"))
    month.freeze()
    month.draft()
    tiers = {run.tier: set(run.payslips.values_list("employee__name", flat=True)) for run in PayRun.objects.all()}
    assert tiers == {"staff": {"Mila", "Vera"}, "head": {"Hugo", "Boss"}}
    seen = readable_runs(month.viewer("Hugo")).values_list("payslips__employee__name", flat=True)
    assert set(seen) == {"Mila", "Vera"}
    slips = readable_payslips(month.viewer("Hugo"))
    assert set(slips.values_list("employee__name", flat=True)) == {"Mila", "Vera"}
    alone = Paid("head", month.department.pk, frozenset({month.person("Boss").pk}))
    assert names(Deciding([alone], IN_NOVEMBER).confirmers(alone)) == {"Dina"}, "though Hugo is their manager"
    assert month.confirm("head", by="Dina").state == "confirmed"
