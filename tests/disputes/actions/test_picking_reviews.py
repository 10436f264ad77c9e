"""S5: replies are picked by share, each once, and never what can still be taken back."""

from datetime import timedelta

import pytest
from django.db import transaction

from disputes.actions.reviews import picking
from disputes.actions.reviews.picking import pick_by_hand, pick_reviews
from disputes.actions.reviews.sampling import set_review_policy, set_review_share
from disputes.domain.sampling import Level, Shares, Why
from disputes.models import ReplyReview, ReviewMark, ReviewPolicy, ReviewShare
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from tests import factories as make
from tests.at_once import another_connection, run_at_once
from tests.factories import NOW
from tests.factories.people import HIRED_ON, give_roles
from tickets.actions.needing_answer import answer_needed, no_answer_needed
from tickets.models import Message
from workload.models import RoleAssignment

pytestmark = pytest.mark.django_db
LONG_AGO = HIRED_ON.replace(year=2020)
BEFORE = NOW - timedelta(hours=2)


@pytest.fixture
def _committed(monkeypatch):
    """As if the transactions that wrote the rows of this test were over."""
    monkeypatch.setattr(picking, "oldest_open_transaction", lambda: 2**60)


@pytest.fixture
def department():
    return make.a_department()


@pytest.fixture
def head(department):
    return make.an_employee("head", department=department, hired_on=LONG_AGO)


@pytest.fixture
def manager(department):
    return make.an_employee("manager", department=department, hired_on=LONG_AGO)


def pick(at=NOW):
    """All from the beginning, as far as it may be read."""
    ReviewMark.objects.update(xid=0)
    return pick_reviews(at=at)


def replies(author, count=1, **over):
    ticket = make.a_ticket(make.a_project(owner=author))
    return [make.a_message(ticket, "out", BEFORE, **over) for _each in range(count)]


def everything(department, head, **over):
    shares = Shares(**{"replies": 100, "thanks": 100, **over})
    set_review_policy(department=department, starts_on=NOW.date(), shares=shares, by=make.viewer(head), at=NOW)


@pytest.mark.usefixtures("_committed")
class TestPicking:
    def test_only_what_people_sent_to_clients_and_each_once(self, department, head, manager):
        everything(department, head)
        [sent] = replies(manager)
        make.a_message(sent.ticket, "in", BEFORE)
        make.a_message(sent.ticket, "internal", BEFORE)
        replies(manager, is_automatic=True)
        replies(manager, retracted_at=BEFORE)
        assert pick() == 1
        review = ReplyReview.objects.get()
        assert (review.message, review.author, review.why, review.level) == (sent, manager, Why.SAMPLE, Level.OPERATOR)
        assert (review.picked_at, review.picked_by, review.written_at) == (NOW, None, BEFORE)
        Message.objects.filter(pk=sent.pk).update(promised_until=NOW)  # it changes, and is seen again
        assert pick(NOW + timedelta(minutes=1)) == 0
        assert AuditEntry.objects.get(action="review.pick").scope == review.scope

    def test_of_twenty_percent_the_same_ones_whoever_asks_when(self, manager):
        sent = replies(manager, 60)
        pick()
        picked = set(ReplyReview.objects.values_list("message_id", flat=True))
        assert picked == {one.pk for one in sent if picking.is_picked(one.pk, 20)}

    def test_of_a_newcomer_all_and_of_a_person_with_a_share_so_many(self, department, head, manager):
        newcomer = make.an_employee("manager", department=department, hired_on=NOW.date() - timedelta(days=30))
        [first] = replies(newcomer)
        set_review_share(employee=manager, starts_on=NOW.date(), share_percent=0, by=make.viewer(head), at=NOW)
        replies(manager, 20)
        pick()
        assert [(one.message, one.why) for one in ReplyReview.objects.all()] == [(first, Why.NEWCOMER)]

    def test_a_head_is_reviewed_one_level_up_an_operator_by_the_head(self, department, head):
        operator = make.an_employee("operator", department=department, hired_on=LONG_AGO)
        everything(department, head)
        replies(head)
        replies(operator)
        pick()
        levels = dict(ReplyReview.objects.values_list("author_id", "level"))
        assert levels == {head.pk: Level.UP, operator.pk: Level.HEAD}

    def test_the_letter_that_was_said_to_need_no_answer(self, department, head, manager):
        everything(department, head)
        letter = make.a_message(make.a_ticket(make.a_project(owner=manager)), "in", BEFORE)
        no_answer_needed(ticket=letter.ticket, by=make.viewer(manager), at=BEFORE + timedelta(minutes=1))
        assert pick() == 1
        assert pick() == 0
        review = ReplyReview.objects.get()
        assert (review.message, review.author, review.why) == (letter, manager, Why.THANKS)

    def test_no_letter_of_which_that_was_taken_back(self, department, head, manager):
        everything(department, head)
        ticket = make.a_message(make.a_ticket(make.a_project(owner=manager)), "in", BEFORE).ticket
        by = make.viewer(manager)
        no_answer_needed(ticket=ticket, by=by, at=BEFORE + timedelta(minutes=1))
        answer_needed(ticket=ticket, by=by, at=BEFORE + timedelta(minutes=2))
        assert pick() == 0

    def test_such_letters_have_a_share_of_their_own(self, department, head, manager):
        letter = make.a_message(make.a_ticket(make.a_project(owner=manager)), "in", BEFORE)
        no_answer_needed(ticket=letter.ticket, by=make.viewer(manager), at=BEFORE + timedelta(minutes=1))
        everything(department, head, thanks=0)
        assert pick() == 0
        everything(department, head, replies=0, newcomers=0)
        assert pick() == 1

    def test_what_can_still_be_taken_back_waits(self, department, head, manager, settings):
        everything(department, head)
        ticket = make.a_ticket(make.a_project(owner=manager))
        make.a_message(ticket, "out", NOW - timedelta(seconds=settings.REPLY_UNDO_SECONDS - 1))
        assert pick() == 0
        assert pick(NOW + timedelta(minutes=1)) == 1

    def test_what_is_old_is_left(self, department, head, manager):
        everything(department, head)
        make.a_message(make.a_ticket(make.a_project(owner=manager)), "out", NOW - timedelta(days=3))
        assert pick() == 0

    def test_a_minute_takes_as_many_statements_for_one_as_for_three(
        self, department, head, manager, django_assert_num_queries
    ):
        everything(department, head)
        pick()
        for count in (1, 3):
            replies(manager, count)
            # a savepoint and its end; the mark, what is unsettled, replies, thanks; policies, shares, roles; the
            # reviews, their trail, the mark; one of the test
            with django_assert_num_queries(13):
                pick()


@pytest.mark.usefixtures("_committed")
def test_by_shares_and_roles_of_the_day_on_which_it_was_written_there(department, manager):
    other, former = (make.an_employee("manager", department=department, hired_on=LONG_AGO) for _each in range(2))
    give_roles(former, ["operator"], since=LONG_AGO)
    RoleAssignment.objects.filter(employee=former, role="operator").update(ends_on=NOW.date() - timedelta(days=1))
    for days, percent in ((-1, 0), (0, 100), (1, 0)):
        day = NOW.date() + timedelta(days=days)
        ReviewPolicy.objects.create(department=department, starts_on=day, share_percent=percent)
        ReviewShare.objects.create(employee=other, starts_on=day, share_percent=percent)
    night = NOW.replace(day=17, hour=22)  # the 18th already in Moscow
    for author in (manager, other, former):
        make.a_message(make.a_ticket(make.a_project(owner=author)), "out", night)
    pick()
    levels = dict(ReplyReview.objects.values_list("author_id", "level"))
    assert levels == {one.pk: Level.OPERATOR for one in (manager, other, former)}


@pytest.mark.alone
@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost_behind_an_open_transaction_and_nothing_picked_twice(department, head, manager):
    everything(department, head)
    with another_connection() as other, other.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
        replies(manager, 3)
        assert pick_reviews(at=NOW) == 0
    assert sorted(run_at_once(*[lambda: pick_reviews(at=NOW)] * 2)) == [0, 3]


@pytest.mark.usefixtures("_committed")
def test_no_head_switches_off_the_review_of_their_own_replies(department, head, manager):
    by = make.viewer(make.an_employee("director"))
    set_review_policy(department=None, starts_on=NOW.date(), shares=Shares(replies=100), by=by, at=NOW)
    everything(department, head, replies=0, newcomers=0, thanks=0)
    [own], _others = replies(head), replies(manager)
    assert pick() == 1
    review = ReplyReview.objects.get()
    assert (review.message, review.level) == (own, Level.UP)


class TestByHand:
    def test_a_reviewer_picks_a_reply_once(self, head, manager):
        [sent] = replies(manager)
        review = pick_by_hand(message=sent, by=make.viewer(head), at=NOW)
        assert (review.why, review.picked_by, review.author) == (Why.BY_HAND, head, manager)
        assert pick_by_hand(message=sent, by=make.viewer(head), at=NOW) == review

    def test_neither_letters_nor_ones_own_nor_by_who_reviews_nobody(self, head, manager):
        [sent] = replies(manager)
        letter = make.a_message(sent.ticket, "in", BEFORE)
        with pytest.raises(Refused, match="one of us has sent"):
            pick_by_hand(message=letter, by=make.viewer(head), at=NOW)
        with pytest.raises(NotAllowed, match="Nobody reviews their own"), transaction.atomic():
            pick_by_hand(message=sent, by=make.viewer(manager), at=NOW)
        colleague = make.an_employee("specialist", department=sent.ticket.department)
        make.a_task(sent.ticket, assignee=colleague)
        with pytest.raises(NotAllowed, match="operator or the head"):
            pick_by_hand(message=sent, by=make.viewer(colleague), at=NOW)


class TestSampling:
    def test_set_from_a_day_on_and_changed_the_same_day(self, department, head):
        everything(department, head)
        everything(department, head, newcomer_days=10)
        entries = AuditEntry.objects.filter(action="review_policy.set").order_by("id")
        assert [entry.after.get("newcomer_days") for entry in entries] == [90, 10]
        everything(department, head, newcomer_days=10)
        assert entries.count() == 2

    @pytest.mark.parametrize(
        ("over", "field"), [({"replies": 101}, "replies"), ({"newcomer_days": 731}, "newcomer_days")]
    )
    def test_shares_are_percentages(self, department, head, over, field):
        with pytest.raises(Refused) as refusal:
            everything(department, head, **over)
        assert refusal.value.field == field

    def test_a_deputy_does_not_say_it_for_the_head(self, department, head):
        deputy = make.an_employee("head", department=department)
        with pytest.raises(NotAllowed, match="for the director"):
            set_review_share(employee=head, starts_on=NOW.date(), share_percent=0, by=make.viewer(deputy), at=NOW)
        by = make.viewer(make.an_employee("director"))
        assert set_review_share(employee=head, starts_on=NOW.date(), share_percent=7, by=by, at=NOW).share_percent == 7

    def test_neither_for_the_past_nor_for_others_nor_for_oneself(self, department, head, manager):
        by = make.viewer(head)
        yesterday = NOW.date() - timedelta(days=1)
        with pytest.raises(Refused, match="stays picked"):
            set_review_policy(department=department, starts_on=yesterday, shares=Shares(), by=by, at=NOW)
        for foreign in (make.a_department(), None):
            with pytest.raises(NotAllowed, match="The head says"):
                set_review_policy(department=foreign, starts_on=NOW.date(), shares=Shares(), by=by, at=NOW)
        with pytest.raises(NotAllowed, match="their own replies"):
            set_review_share(employee=head, starts_on=NOW.date(), share_percent=5, by=by, at=NOW)
        with pytest.raises(Refused, match="from 0 to 100"):
            set_review_share(employee=manager, starts_on=NOW.date(), share_percent=101, by=by, at=NOW)

    def test_the_director_sets_it_for_all_and_a_person_goes_back_to_the_department(self, department, manager):
        by = make.viewer(make.an_employee("director"))
        policy = set_review_policy(department=None, starts_on=NOW.date(), shares=Shares(replies=3), by=by, at=NOW)
        assert str(policy) == f"*: {NOW.date()}"
        for share in (50, None):
            row = set_review_share(employee=manager, starts_on=NOW.date(), share_percent=share, by=by, at=NOW)
        assert row.share_percent is None
