"""A leave slip goes cover → colleagues → head and never another way (L2, P4)."""

from datetime import date, timedelta
from typing import Any

import pytest

from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Notice
from tests.at_once import run_at_once
from tests.factories import NOW, a_department, a_shift, all_sign, an_absence, an_employee, moscow, viewer
from workload.actions.absence_checks import Days
from workload.actions.absence_decisions import approve_absence, cancel_absence, reject_absence
from workload.actions.absences import request_absence
from workload.actions.leave_slips.naming import name_signers
from workload.actions.leave_slips.signing import agree_to_slip, decline_slip
from workload.domain.absences import Event
from workload.models import Absence, Department, Employee, LeaveSlip
from workload.queries.absence_card import absence_card
from workload.queries.absences import absences_page

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 12, 7), date(2026, 12, 11)
WEEK = Days(FIRST, LAST)


@pytest.fixture
def department() -> Department:
    return a_department()


@pytest.fixture
def head(department: Department) -> Employee:
    head = an_employee("head", department=department, name="Vera Head")
    Department.objects.filter(pk=department.pk).update(head=head)
    return head


@pytest.fixture
def worker(department: Department, head: Employee) -> Employee:
    return an_employee("manager", department=department, name="Wera Asks")


@pytest.fixture
def cover(department: Department) -> Employee:
    return an_employee("manager", department=department, name="Anna Covers")


@pytest.fixture
def colleague() -> Employee:
    """Of another department: whoever does the person's tasks signs as well."""
    return an_employee("specialist", name="Boris Signs")


@pytest.fixture
def absence(worker: Employee, cover: Employee, colleague: Employee) -> Absence:
    return ask(worker, cover=cover, colleagues=[colleague])


def ask(employee: Employee, days: Days = WEEK, **over: Any) -> Absence:
    return request_absence(**{"employee": employee, "type": "vacation", "days": days, "by": viewer(employee),
                              "at": NOW, **over})  # fmt: skip


def agree(absence: Absence, who: Employee) -> LeaveSlip:
    return agree_to_slip(slip=absence.slip, by=viewer(who), at=NOW)


def told(who: Employee) -> list[str]:
    return list(Notice.objects.filter(user=who.user).order_by("pk").values_list("kind", flat=True))


def test_each_is_told_when_it_is_their_turn_and_no_longer_when_it_is_over(
    absence: Absence, cover: Employee, colleague: Employee, head: Employee, worker: Employee
) -> None:
    assert (told(cover), told(colleague), told(head)) == (["slip.cover"], [], [])
    agree(absence, cover)
    assert (told(cover), told(colleague), told(head)) == ([], ["slip.colleague"], [])
    assert agree(absence, colleague).state == "with_head"
    assert (told(colleague), told(head)) == ([], ["slip.decide"])
    approve_absence(absence=absence, by=viewer(head), at=NOW)
    assert (told(head), told(worker)) == ([], ["absence.decided"])
    assert LeaveSlip.objects.get().state == "closed"


def test_a_notice_waits_for_the_shift_of_whom_it_tells(worker: Employee, cover: Employee) -> None:
    shift = a_shift(cover, moscow(9, day=NOW.date() + timedelta(days=1)))
    ask(worker, cover=cover)
    assert Notice.objects.get(user=cover.user).deliver_at == shift.starts_at


def test_the_head_is_told_who_has_not_signed(
    absence: Absence, head: Employee, cover: Employee, colleague: Employee
) -> None:
    for signer, words in (
        (cover, "Anna Covers has not yet agreed to cover."),
        (colleague, "Boris Signs has not signed yet."),
    ):
        with pytest.raises(Refused, match=words):
            approve_absence(absence=absence, by=viewer(head), at=NOW)
        assert Absence.objects.get().state == "requested"
        agree(absence, signer)
    assert approve_absence(absence=absence, by=viewer(head), at=NOW).state == "approved"


def test_nobody_signs_for_others_or_before_their_turn(
    absence: Absence, worker: Employee, colleague: Employee, head: Employee, cover: Employee
) -> None:
    with pytest.raises(IllegalTransition, match="Anna Covers has not yet agreed"):
        agree(absence, colleague)
    for stranger in (worker, head):
        with pytest.raises(NotAllowed):
            agree(absence, stranger)
    with pytest.raises(LeaveSlip.DoesNotExist):
        agree(absence, an_employee("manager"))
    agree(absence, cover)
    assert agree(absence, cover).state == "with_colleagues"
    assert AuditEntry.objects.filter(action="slip.agree").count() == 1
    all_sign(absence)
    with pytest.raises(NotAllowed):
        decline_slip(slip=absence.slip, note="Too late", by=viewer(cover), at=NOW)


def test_who_declines_says_why_and_the_person_names_another(
    absence: Absence, worker: Employee, cover: Employee, colleague: Employee, head: Employee, department: Department
) -> None:
    with pytest.raises(Refused) as refused:
        decline_slip(slip=absence.slip, note=" ", by=viewer(cover), at=NOW)
    assert refused.value.field == "note"
    decline_slip(slip=absence.slip, note="I am at the dentist", by=viewer(cover), at=NOW)
    assert told(worker) == ["slip.returned"]
    with pytest.raises(Refused, match="has declined to cover"):
        approve_absence(absence=absence, by=viewer(head), at=NOW)
    other = an_employee("manager", department=department)
    name_signers(slip=absence.slip, cover=other, by=viewer(worker), at=NOW)
    assert (told(worker), told(other)) == ([], ["slip.cover"])
    agree(absence, other)
    later = NOW + timedelta(minutes=1)
    decline_slip(slip=absence.slip, note="Finish the banner first", by=viewer(colleague), at=later)
    with pytest.raises(Refused, match="declined to sign"):
        approve_absence(absence=absence, by=viewer(head), at=NOW)
    assert name_signers(slip=absence.slip, by=viewer(worker), at=NOW).state == "with_head"
    absence.refresh_from_db()
    assert absence.cover == other


def test_a_cover_of_the_heads_choice_is_asked_first(
    absence: Absence, head: Employee, worker: Employee, cover: Employee, colleague: Employee, department: Department
) -> None:
    all_sign(absence)
    other = an_employee("manager", department=department)
    assert approve_absence(absence=absence, cover=other, by=viewer(head), at=NOW).state == "requested"
    assert (told(other), absence.slip.sign_offs.get(person=cover).state) == (["slip.cover"], "replaced")
    with pytest.raises(LeaveSlip.DoesNotExist):
        agree(absence, cover)
    assert agree(absence, other).state == "with_head"
    assert approve_absence(absence=absence, cover=colleague_as_cover(colleague, department), by=viewer(head), at=NOW)
    assert Absence.objects.get().state == "requested"
    assert approve_absence(absence=absence, cover=head, by=viewer(head), at=NOW).state == "approved"


def colleague_as_cover(colleague: Employee, department: Department) -> Employee:
    colleague.employments.update(department=department)
    return colleague


def test_a_cover_who_is_absent_by_then_cannot_agree(absence: Absence, cover: Employee) -> None:
    an_absence(cover, FIRST, days=10)
    with pytest.raises(Refused) as refused:
        agree(absence, cover)
    assert refused.value.field == "cover"


@pytest.mark.parametrize("who", ["worker", "cover", "twice", "gone"])
def test_colleagues_who_cannot_sign_are_refused_at_their_field(
    worker: Employee, cover: Employee, colleague: Employee, who: str
) -> None:
    gone = an_employee("specialist", left_on=date(2026, 11, 1))
    named = {"worker": [worker], "cover": [cover], "twice": [colleague, colleague], "gone": [gone]}[who]
    with pytest.raises(Refused) as refused:
        ask(worker, cover=cover, colleagues=named)
    assert refused.value.field == "colleagues"
    assert not Absence.objects.exists()


def test_planned_days_need_a_cover_and_hours_need_no_slip(worker: Employee, cover: Employee, head: Employee) -> None:
    with pytest.raises(Refused) as refused:
        ask(worker)
    assert refused.value.field == "cover"
    with pytest.raises(Refused) as refused:
        ask(worker, type="personal", colleagues=[cover])
    assert refused.value.field == "colleagues"
    duty = ask(worker, type="public_duty")
    assert not LeaveSlip.objects.exists()
    assert approve_absence(absence=duty, by=viewer(head), at=NOW).state == "approved"


def test_whoever_works_alone_goes_to_the_decision_at_once(head: Employee) -> None:
    an_employee("director")
    absence = ask(head)
    assert absence.slip.state == "with_head"


def test_an_end_asks_nobody_any_more(
    absence: Absence, worker: Employee, head: Employee, cover: Employee, department: Department
) -> None:
    reject_absence(absence=absence, note="Not in December", by=viewer(head), at=NOW)
    assert (told(cover), told(worker), absence.slip.__class__.objects.get().state) == (
        [],
        ["absence.decided"],
        "closed",
    )
    with pytest.raises(IllegalTransition, match="decided already"):
        agree(absence, cover)
    other = ask(worker, cover=cover)
    cancel_absence(absence=other, by=viewer(worker), at=NOW)
    with pytest.raises(IllegalTransition):
        name_signers(slip=other.slip, cover=head, by=viewer(worker), at=NOW)


def test_the_head_away_lets_the_office_decide(
    worker: Employee, head: Employee, cover: Employee, department: Department
) -> None:
    office = an_employee("office_manager", department=department)
    earlier = all_sign(ask(worker, Days(FIRST - timedelta(days=7), LAST - timedelta(days=7)), cover=cover))
    for deed in (approve_absence, reject_absence):
        with pytest.raises(NotAllowed, match="while the head is absent"):
            deed(absence=earlier, note="No", by=viewer(office), at=NOW)  # type: ignore[operator]  # both take a note
    assert absences_page(viewer(office)).to_decide == []
    assert absence_card(viewer(office), earlier).decides == {Event.CANCEL}
    cancel_absence(absence=earlier, by=viewer(office), at=NOW)
    Notice.objects.all().delete()
    an_absence(head)
    absence = all_sign(ask(worker, cover=cover))
    assert (told(office), told(head)) == (["slip.decide"], ["slip.decide"])
    assert [row.absence for row in absences_page(viewer(office)).to_decide] == [absence]
    assert Event.APPROVE in absence_card(viewer(office), absence).decides
    assert approve_absence(absence=absence, by=viewer(office), at=NOW).state == "approved"


@pytest.mark.django_db(transaction=True)
def test_a_cover_who_agrees_while_the_person_cancels(absence: Absence, worker: Employee, cover: Employee) -> None:
    person, signer, slip = viewer(worker), viewer(cover), absence.slip
    outcomes = run_at_once(
        lambda: cancel_absence(absence=absence, by=person, at=NOW),
        lambda: agree_to_slip(slip=slip, by=signer, at=NOW),
    )
    assert Absence.objects.get().state == "cancelled"
    assert LeaveSlip.objects.get().state == "closed"
    assert isinstance(outcomes[0], Absence)
    assert isinstance(outcomes[1], LeaveSlip | IllegalTransition)
    assert told(cover) == []


@pytest.mark.django_db(transaction=True)
def test_two_heads_who_approve_and_reject_at_once_come_to_one_outcome(
    absence: Absence, head: Employee, department: Department
) -> None:
    all_sign(absence)
    by, other = viewer(head), viewer(an_employee("director"))
    outcomes = run_at_once(
        lambda: approve_absence(absence=absence, by=by, at=NOW),
        lambda: reject_absence(absence=absence, note="No", by=other, at=NOW),
    )
    assert sorted(isinstance(one, IllegalTransition) for one in outcomes) == [False, True]
    assert AuditEntry.objects.filter(action__in=["absence.approve", "absence.reject"]).count() == 1
