"""Unclear rules get a day by which they are mended; errors without a rule get an answer (D2, D6)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from disputes.actions.mending.closing import keep_rule, mend_revision
from disputes.actions.mending.deciding import close_gap
from disputes.actions.mending.gaps import report_gap
from disputes.actions.mending.reminding import remind_of_revisions
from disputes.actions.mending.revisions import open_revision
from disputes.models import RevisionRequest
from disputes.queries.regulations import open_revision_of
from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import Notice
from support_desk.shared.notices import words_of
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.at_once import run_at_once
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
DUE = date(2026, 11, 20)


@pytest.fixture
def department():
    return make.a_department()


@pytest.fixture
def head(department):
    return make.viewer(make.an_employee("head", department=department))


@pytest.fixture
def owner(department):
    return make.an_employee("manager", department=department)


@pytest.fixture
def rule(department, owner):
    return make.a_version(make.a_regulation(department, owner=owner, code="R-12")).regulation


def ask(rule, by, **over):
    return open_revision(**{"regulation": rule, "what": "Unclear.", "due_on": DUE, "by": by, "at": NOW, **over})


def titles(person):
    return [words_of(one).title for one in Notice.objects.filter(user=person.user).order_by("pk")]


def test_whoever_leads_asks_the_owner_by_the_policys_days(rule, owner, head, department):
    stranger = make.viewer(make.an_employee("head"))
    make.a_point_policy(department, revision_days=5)
    revision = ask(rule, stranger, due_on=None)
    assert (revision.owner, revision.due_on) == (owner, TODAY + timedelta(days=5))
    assert open_revision_of(rule) == revision
    assert titles(owner) == ["Please mend R-12 by 23 November"]
    with pytest.raises(Refused, match="open already"):
        ask(rule, head)


def test_a_company_rule_is_mended_in_the_standard_days(owner):
    rule = make.a_version(make.a_regulation(owner=owner)).regulation
    revision = ask(rule, make.viewer(owner), due_on=None)
    assert revision.due_on == TODAY + timedelta(days=14) and titles(owner) == []


def test_a_verdict_asks_whoever_judges_and_whatever_is_open(rule, owner, head):
    judge = make.viewer(make.an_employee("manager"))
    ask(rule, head)
    dispute = make.a_dispute(version=rule.versions.get())
    revision = ask(rule, judge, dispute=dispute, owner=make.an_employee(), due_on=TODAY)
    assert revision.dispute == dispute and open_revision_of(rule) == revision


def test_what_is_wrong_with_a_revision_is_named(rule, head):
    gone = make.an_employee(left_on=TODAY - timedelta(days=1))
    for bad, field in (
        ({"what": " "}, "what"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
        ({"owner": gone}, "owner"),
    ):
        with pytest.raises(Refused) as refused:
            ask(rule, head, **bad)
        assert refused.value.field == field
    for nobody in (make.viewer(make.an_employee("manager")), Viewer.system(NOW)):
        with pytest.raises(NotAllowed):
            ask(rule, nobody)


def test_it_is_mended_by_a_later_version_of_the_same_rule(rule, owner, head):
    revision, by = ask(rule, head), make.viewer(owner)
    other = make.a_version()
    draft = make.a_version(rule, is_draft=True, starts_on=TODAY + timedelta(days=3))
    for version in (rule.versions.get(number=1), other, draft):
        with pytest.raises(Refused) as refused:
            mend_revision(revision=revision, version=version, by=by, at=NOW)
        assert refused.value.field == "version"
    draft.published_at, draft.published_by = NOW, owner
    draft.save()
    for _twice in range(2):
        closed = mend_revision(revision=revision, version=draft, by=by, at=NOW)
    assert (closed.state, closed.closed_by, open_revision_of(rule)) == (RevisionRequest.State.MENDED, owner, None)
    assert titles(revision.asked_by) == ["R-12 is mended"]
    with pytest.raises(IllegalTransition):
        keep_rule(revision=revision, answer="No.", by=by, at=NOW)


def test_it_is_kept_with_an_answer(rule, owner, head):
    revision = ask(rule, head)
    with pytest.raises(Refused) as refused:
        keep_rule(revision=revision, answer=" ", by=head, at=NOW)
    assert refused.value.field == "answer"
    with pytest.raises(NotAllowed):
        keep_rule(revision=revision, answer="No.", by=make.viewer(make.an_employee("head")), at=NOW)
    for _twice in range(2):
        keep_rule(revision=revision, answer="It is clear.", by=head, at=NOW)
    assert titles(revision.asked_by) == []


def test_the_owner_is_reminded_the_day_before_and_every_week_after(rule, owner, head):
    ask(rule, head)
    said = []
    for day in range(-2, 16):
        for _twice in range(2):
            if remind_of_revisions(at=NOW + timedelta(days=2 + day)):
                said.append(day)
    assert said == [-1, 1, 8, 15]
    assert titles(owner)[1:3] == [
        "The revision of R-12 is due on 20 November",
        "The revision of R-12 was due on 20 November",
    ]


def test_the_day_is_over_when_it_is_over_where_the_rule_holds(rule, owner, head, department):
    revision = ask(rule, head)
    midnight = datetime.combine(revision.due_on + timedelta(days=1), time.min, ZoneInfo(department.timezone))
    remind_of_revisions(at=midnight - timedelta(seconds=1))
    assert remind_of_revisions(at=midnight - timedelta(seconds=1)) == 0
    assert remind_of_revisions(at=midnight) == 1


def test_it_is_due_soon_from_the_midnight_before_its_day_there_and_only_while_it_is_open(rule, owner, head, department):
    revision, other = ask(rule, head), make.a_version(make.a_regulation(department, owner=owner)).regulation
    closed = ask(other, head)
    keep_rule(revision=closed, answer="It is clear.", by=head, at=NOW)
    there = datetime.combine(revision.due_on - timedelta(days=1), time.min, ZoneInfo(department.timezone))
    midnight = there.astimezone(UTC)
    assert remind_of_revisions(at=midnight - timedelta(seconds=1)) == 0
    assert remind_of_revisions(at=midnight) == 1
    reminded = Notice.objects.get(kind="revision.due")
    assert (reminded.user, reminded.facts["code"]) == (owner.user, "R-12")


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_at_once_ask_once(rule, head):
    outcomes = run_at_once(*[lambda: ask(rule, head)] * 2)
    assert sorted(type(one).__name__ for one in outcomes) == ["Refused", "RevisionRequest"]


def report(by, **over):
    return report_gap(**{"happened_on": TODAY, "what": "Nobody told the client.", "by": by, "at": NOW, **over})


def test_a_gap_goes_to_the_head_of_the_ticket_else_of_the_own_department(department, head, owner):
    by = make.viewer(owner)
    assert report(by).department == department
    elsewhere = make.a_ticket(assignee=owner)
    message = make.a_message(elsewhere)
    assert report(by, message=message).department == elsewhere.department
    assert Notice.objects.filter(user__employee=head.employee_id, kind="gap.reported").count() == 1


def test_without_a_head_the_director_hears_and_nobody_their_own_words(owner):
    place = make.a_department()
    director = make.an_employee("director", department=place)
    report(make.viewer(make.an_employee(department=place)))
    report(make.viewer(director))
    assert len(titles(director)) == 1


def test_what_is_wrong_with_a_gap_is_named(owner):
    by, mine = make.viewer(owner), make.a_ticket(assignee=owner)
    foreign = make.a_message()
    for bad, field in (
        ({"what": ""}, "what"),
        ({"happened_on": TODAY + timedelta(days=1)}, "happened_on"),
        ({"ticket": foreign.ticket}, "ticket"),
        ({"message": foreign}, "message"),
        ({"ticket": mine, "message": make.a_message(make.a_ticket(assignee=owner))}, "message"),
    ):
        with pytest.raises(Refused) as refused:
            report(by, **bad)
        assert refused.value.field == field
    with pytest.raises(NotAllowed):
        report(Viewer.system(NOW))


def test_a_gap_is_closed_by_a_rule_or_an_answer(rule, owner, head):
    gap, other = report(make.viewer(owner)), report(head)
    with pytest.raises(NotAllowed):
        close_gap(gap=gap, regulation=rule, by=make.viewer(owner), at=NOW)
    with pytest.raises(Refused) as refused:
        close_gap(gap=gap, regulation=None, by=head, at=NOW)
    assert refused.value.field == "answer"
    ended = make.a_version(make.a_regulation(rule.department, owner=owner, is_active=False, ended_on=TODAY)).regulation
    with pytest.raises(Refused) as refused:
        close_gap(gap=gap, regulation=ended, by=head, at=NOW)
    assert refused.value.field == "regulation"
    for _twice in range(2):
        close_gap(gap=gap, regulation=rule, by=head, at=NOW)
    close_gap(gap=other, regulation=None, answer="It happens.", by=head, at=NOW)
    assert titles(owner) == ["What you reported is a rule now: R-12"]
    with pytest.raises(IllegalTransition):
        close_gap(gap=gap, regulation=None, answer="No.", by=head, at=NOW)
    third = report(make.viewer(owner))
    close_gap(gap=third, regulation=None, answer="It happens.", by=head, at=NOW)
    assert titles(owner)[-1] == "What you reported needs no rule"
