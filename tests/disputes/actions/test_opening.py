"""D1, D2: what may be disputed, and what the refusal says."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from disputes.actions.answering import withdraw_dispute
from disputes.actions.lapsing import lapse_disputes_of
from disputes.actions.opening import NoRule, NotAcknowledged, open_dispute
from disputes.models import Dispute, RegulationVersion
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.disputes.court import check_lawful, told
from tests.factories import NOW
from workload.models import Employee

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Office:
    """One department whose rule everybody has read."""

    def __init__(self, **place: Any) -> None:
        self.place = make.a_department(**place)
        self.head = make.an_employee("head", department=self.place)
        self.initiator, self.respondent, self.third = (
            make.an_employee("manager", department=self.place) for _one in range(3)
        )
        self.version = self.a_rule()

    def a_rule(self) -> RegulationVersion:
        version = make.a_version(make.a_regulation(self.place, owner=self.head))
        make.acknowledged(version, self.initiator, self.respondent, self.third)
        return version

    def opened(self, *, by: Employee | None = None, at: datetime = NOW, **over: Any) -> Dispute:
        fields = {
            "respondent": self.respondent,
            "regulation": self.version.regulation,
            "happened_at": NOW - DAY,
            "title": " Late answer ",
            "claim": "The client waited for three days.",
            "by": make.viewer(by or self.initiator, at),
            **over,
        }
        return open_dispute(at=at, **fields)

    def refusal(self, **over: Any) -> Refused:
        with pytest.raises(Refused) as refused:
            self.opened(**over)
        return refused.value


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_dispute_keeps_what_was_so_on_that_day(office: Office):
    message = make.a_message(make.a_ticket(make.a_project(owner=office.initiator, department=office.place)))
    clause = office.version.clauses.first()
    upload = SimpleUploadedFile("letter.txt", b"Dear all", "text/plain")
    make.an_absence(office.respondent, date(2026, 11, 20), 2)
    dispute = office.opened(message=message, clause=clause, uploads=[upload])
    assert (dispute.state, dispute.title, dispute.version, dispute.clause) == (
        "open",
        "Late answer",
        office.version,
        clause,
    )
    assert (dispute.ticket, dispute.message, dispute.happened_on) == (message.ticket, message, date(2026, 11, 17))
    # Seven days after Wednesday the 18th, two of them away: until the end of the 27th in Moscow.
    assert dispute.respond_by == datetime(2026, 11, 27, 21, tzinfo=UTC)
    term = dispute.terms.get()
    assert (len(term.counted_days), term.absent_days) == (7, [date(2026, 11, 20), date(2026, 11, 21)])
    assert dispute.evidence.get().file.name == "letter.txt"
    assert told(office.respondent) == ["dispute.opened"]
    assert dispute.rules.answered == 1
    check_lawful(dispute)


@pytest.mark.parametrize(
    ("over", "field", "words"),
    [
        ({"title": " "}, "title", "few words"),
        ({"title": "x" * 201}, "title", "200"),
        ({"claim": " "}, "claim", "what happened"),
        ({"happened_at": NOW + timedelta(seconds=1)}, "happened_at", "not come yet"),
        ({"happened_at": NOW - 31 * DAY}, "happened_at", "30 days"),
    ],
)
def test_words_and_days_are_checked(office: Office, over: dict[str, Any], field: str, words: str):
    refused = office.refusal(**over)
    assert refused.field == field
    assert words in str(refused)
    assert not Dispute.objects.exists()


def test_thirty_days_back_is_still_disputed(office: Office):
    assert office.opened(happened_at=NOW - 30 * DAY).happened_on == date(2026, 10, 19)


def test_nobody_disputes_with_themselves_nor_with_who_is_not_here(office: Office):
    assert "themselves" in str(office.refusal(respondent=office.initiator))
    gone = make.an_employee("manager", department=office.place, left_on=NOW.date() - DAY)
    assert office.refusal(respondent=gone).field == "respondent"
    office.third.employments.update(ends_on=NOW.date() - DAY)
    refused = office.refusal(by=office.third)
    assert (refused.field, str(refused)) == (None, f"{office.third.name} does not work here.")
    new = make.an_employee("manager", department=office.place, hired_on=NOW.date())
    assert "did not work here" in str(office.refusal(respondent=new))
    with pytest.raises(NotAllowed):
        open_dispute(
            respondent=office.respondent,
            regulation=office.version.regulation,
            happened_at=NOW,
            title="x",
            claim="x",
            by=Viewer.system(NOW),
            at=NOW,
        )


def test_what_was_no_rule_or_not_read_costs_nobody_anything(office: Office):
    early = make.a_version(make.a_regulation(office.place, owner=office.head), starts_on=NOW.date())
    refused = office.refusal(regulation=early.regulation)
    assert (type(refused), refused.code, refused.field) == (NoRule, "no_rule", "regulation")
    foreign = make.a_version(make.a_regulation(make.a_department()))
    make.acknowledged(foreign, office.respondent)
    assert "another department" in str(office.refusal(regulation=foreign.regulation))
    unread = make.a_version(make.a_regulation())
    refused = office.refusal(regulation=unread.regulation)
    assert (type(refused), refused.code, refused.field) == (NotAcknowledged, "not_acknowledged", "regulation")
    make.acknowledged(unread, office.respondent, at=NOW - DAY)
    assert isinstance(office.refusal(regulation=unread.regulation), NotAcknowledged)
    assert office.opened(regulation=unread.regulation, happened_at=NOW - DAY + timedelta(seconds=1)).pk
    draft = make.a_version(make.a_regulation(), is_draft=True)
    assert "no such regulation" in str(office.refusal(regulation=draft.regulation))


def test_the_version_and_the_clause_are_those_of_the_day(office: Office):
    newer = make.a_version(office.version.regulation, starts_on=NOW.date())
    make.acknowledged(newer, office.respondent, at=NOW - 2 * HOUR)
    assert office.refusal(clause=newer.clauses.first()).field == "clause"
    assert office.opened().version == office.version
    assert office.opened(happened_at=NOW - HOUR).version == newer


def test_links_are_only_what_the_initiator_sees(office: Office):
    foreign = make.a_message(make.a_ticket())
    assert office.refusal(ticket=foreign.ticket).field == "ticket"
    assert office.refusal(message=foreign).field == "message"
    own = make.a_ticket(make.a_project(owner=office.initiator, department=office.place))
    other = make.a_message(make.a_ticket(own.project))
    assert "another ticket" in str(office.refusal(message=other, ticket=own))
    assert office.opened(ticket=own).ticket == own


def test_an_event_is_disputed_once_and_not_answered_by_a_counter_dispute(office: Office):
    first = office.opened()
    assert "already" in str(office.refusal(by=office.third))
    withdraw_dispute(dispute=first, by=make.viewer(office.initiator), at=NOW)
    assert "already" in str(office.refusal())
    assert office.opened(happened_at=NOW - 3 * DAY).pk


def test_a_friends_withdrawn_dispute_is_no_shelter_from_the_others(office: Office):
    friends = office.opened(by=office.third)
    assert "against you" in str(office.refusal(by=office.respondent, respondent=office.third))
    withdraw_dispute(dispute=friends, by=make.viewer(office.third), at=NOW)
    assert "already" in str(office.refusal(by=office.third))
    assert office.opened().pk
    assert "already" in str(office.refusal(by=office.head))
    assert office.opened(by=office.respondent, respondent=office.third).pk


def test_what_lapsed_is_opened_by_somebody_else_who_was_harmed(office: Office):
    lapsed = office.opened(by=office.third)
    lapse_disputes_of(employee=office.third, by=make.viewer(office.head), at=NOW)
    lapsed.refresh_from_db()
    assert lapsed.state == "lapsed"
    assert office.opened().pk


def test_three_open_at_once_and_ten_a_month_but_not_for_controllers_and_reviewers(office: Office):
    days = iter(range(1, 30))
    disputes = [office.opened(happened_at=NOW - next(days) * DAY) for _one in range(3)]
    assert "3 open" in str(office.refusal(happened_at=NOW - next(days) * DAY))
    # Whoever reviews: an operator, a head, or the plain manager of a head, one level up.
    reviewer = make.an_employee("manager", department=office.place)
    reviewed = [office.opened(by=reviewer, for_review=True, happened_at=NOW - next(days) * DAY) for _one in range(4)]
    for dispute in reviewed:
        make.a_finding(make.a_review(make.a_message(direction="out", author=office.respondent)), dispute=dispute)
    assert office.opened(by=reviewer, happened_at=NOW - next(days) * DAY).pk
    for dispute in disputes:
        withdraw_dispute(dispute=dispute, by=make.viewer(office.initiator), at=NOW)
    make.a_point_policy(office.place, a_month=3)
    assert "3 disputes this month" in str(office.refusal(happened_at=NOW - next(days) * DAY))
    # A name left over from another kind of policy says nothing.
    left = make.a_point_policy(office.place, a_month=3, starts_on=date(2026, 11, 1), controller=office.initiator)
    assert "3 disputes this month" in str(office.refusal(happened_at=NOW - next(days) * DAY))
    left.kind = "controller"
    left.save()
    assert office.opened(happened_at=NOW - next(days) * DAY).policy.starts_on == date(2026, 11, 1)


def test_days_and_months_are_those_of_the_respondents_department():
    office = Office(timezone="Asia/Vladivostok")
    late = datetime(2026, 11, 17, 15, 30, tzinfo=UTC)
    dispute = office.opened(happened_at=late)
    assert dispute.happened_on == date(2026, 11, 18)
    assert dispute.respond_by == datetime(2026, 11, 25, 14, tzinfo=UTC)
    assert AuditEntry.objects.get(action="dispute.open").scope == f"dispute:{dispute.pk}"


def test_policy_limits_and_months_go_by_the_clock_of_the_respondents_department():
    office = Office(timezone="Asia/Vladivostok")
    november, december = (
        make.a_point_policy(office.place, starts_on=date(2026, month, 1), a_month=1) for month in (11, 12)
    )
    # An hour before and an hour after midnight there, of one day in UTC.
    before, after = (datetime(2026, 11, 30, hour, tzinfo=UTC) for hour in (13, 15))
    assert office.opened(at=before, happened_at=before - DAY).policy == november
    assert office.opened(at=after, happened_at=before - 2 * DAY).policy == december
    first = datetime(2026, 10, 31, 14, tzinfo=UTC)
    assert office.refusal(by=office.third, at=after, happened_at=first - timedelta(seconds=1)).field == "happened_at"
    assert office.opened(by=office.third, at=after, happened_at=first).happened_on == date(2026, 11, 1)


def test_a_rule_of_where_somebody_works_now_does_not_bind_what_was_before(office: Office):
    new = make.a_department()
    term = office.respondent.employments.get()
    term.ends_on = NOW.date() - DAY
    term.save()
    office.respondent.employments.create(department=new, position=term.position, starts_on=NOW.date())
    theirs = make.a_version(make.a_regulation(new))
    make.acknowledged(theirs, office.respondent)
    assert type(office.refusal(regulation=theirs.regulation)) is NoRule
    assert office.opened().department == new
