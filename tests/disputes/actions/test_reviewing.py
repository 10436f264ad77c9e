"""S5: what a reviewer finds is kept as it was said, by a rule the author had read; the author is told of findings."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from disputes.actions.reviews.disputing import dispute_finding
from disputes.actions.reviews.reviewing import Finding, finish_review, put_aside
from disputes.models import ReplyReview, ReviewFinding
from disputes.review_permissions import can_review
from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Notice
from tests import factories as make
from tests.at_once import run_at_once
from tests.factories import NOW
from tests.factories.disputes import a_finding, a_review

pytestmark = pytest.mark.django_db
YESTERDAY = NOW - timedelta(days=1)


@pytest.fixture
def department():
    return make.a_department()


@pytest.fixture
def head(department):
    return make.an_employee("head", department=department)


@pytest.fixture
def manager(department):
    return make.an_employee("manager", department=department)


@pytest.fixture
def review(manager):
    return a_review(make.a_message(make.a_ticket(make.a_project(owner=manager)), "out", YESTERDAY))


@pytest.fixture
def version(department, manager):
    version = make.a_version(make.a_regulation(department, code="R-12"))
    make.acknowledged(version, manager)
    return version


def finish(review, *findings, by, **more):
    return finish_review(review=review, findings=findings, by=make.viewer(by), at=NOW, **more)


def refused(review, *findings, by):
    with pytest.raises(Refused) as refusal, transaction.atomic():
        finish(review, *findings, by=by)
    assert ReplyReview.objects.get().state == "waiting"
    return refusal.value


def test_findings_are_kept_and_told_once_an_hour(review, version, head, manager):
    first, second = version.clauses.all()
    said = (
        Finding(version.pk, first.pk, " Three days. "),
        Finding(version.pk, second.pk),
        Finding(version.pk, note="x"),
    )
    done = finish(review, *said, by=head, note="Kind, though.")
    assert (done.state, done.reviewer, done.reviewed_at, done.finding_count) == ("done", head, NOW, 3)
    assert [one.note for one in done.findings.all()] == ["Three days.", second.text, "x"]
    assert [one.place for one in done.findings.all()] == ["3.1", "3.2", ""]
    other = a_review(make.a_message(review.message.ticket, "out", YESTERDAY))
    finish(other, Finding(version.pk, first.pk), by=head)
    notice = Notice.objects.get(user=manager.user)
    assert (notice.kind, notice.deliver_at) == ("review.found", NOW + timedelta(hours=1))
    assert AuditEntry.objects.filter(scope=review.scope).count() == 4


def test_a_clean_reply_is_told_to_nobody(review, head):
    assert finish(review, by=head).finding_count == 0
    assert not Notice.objects.exists()


def test_saying_it_again_is_once_and_another_word_is_too_late(review, version, head, department):
    clause = version.clauses.first()
    said = (Finding(version.pk, note="x"), Finding(version.pk, clause.pk))
    finish(review, *said, by=head, note="Kind, though.")
    assert finish(review, *said, by=head, note=" Kind, though. ").finding_count == 2
    corrected = (Finding(version.pk, note="y"), Finding(version.pk, clause.pk))
    for words, note in ((corrected, "Kind, though."), (said, "Kind."), (said[:1], "Kind, though.")):
        with pytest.raises(IllegalTransition, match="already"):
            finish(review, *words, by=head, note=note)
    other = make.an_employee("operator", department=department)
    for late in (head, other):
        with pytest.raises(IllegalTransition, match="already"):
            finish(review, by=late)


def test_the_day_of_a_rule_is_the_departments_as_in_the_dispute_that_comes_of_it(version, head, manager):
    """Late on the 17th in Moscow it is the 18th already where the author lives, and a newer version has begun there."""
    manager.timezone = "Asia/Vladivostok"
    manager.save()
    newer = make.a_version(version.regulation, starts_on=NOW.date())
    make.acknowledged(newer, manager)
    written_at = NOW.replace(hour=20, minute=30) - timedelta(days=1)
    reply = make.a_message(make.a_ticket(make.a_project(owner=manager)), "out", written_at)
    done = finish(a_review(reply), Finding(version.pk, version.clauses.first().pk), by=head)
    dispute = dispute_finding(finding=done.findings.get(), by=make.viewer(head), at=NOW)
    assert (dispute.version, dispute.happened_on) == (version, written_at.date())


def test_an_author_does_not_see_that_a_clean_reply_was_looked_at(review, head, manager):
    finish(review, by=head)
    assert not ReplyReview.objects.visible_to(make.viewer(manager)).exists()


class TestRefusals:
    def test_a_rule_the_author_had_not_read_by_then(self, review, department, manager, head):
        version = make.a_version(make.a_regulation(department, code="R-7"))
        make.acknowledged(version, manager, at=review.written_at + timedelta(seconds=1))
        refusal = refused(review, Finding(version.pk, note="x"), by=head)
        assert (refusal.field, refusal.code) == ("findings", "not_acknowledged")
        assert "R-7" in str(refusal)

    def test_a_rule_that_did_not_bind(self, review, manager, head):
        foreign = make.a_version(make.a_regulation(make.a_department()))
        later = make.a_version(make.a_regulation(), starts_on=NOW.date())
        for version in (foreign, later):
            make.acknowledged(version, manager)
            assert "did not bind" in str(refused(review, Finding(version.pk, note="x"), by=head))

    def test_no_clause_of_another_rule_nothing_twice_nothing_without_words(self, review, version, head):
        clause = make.a_version().clauses.first()
        own = version.clauses.first()
        assert "another rule" in str(refused(review, Finding(version.pk, clause.pk, "x"), by=head))
        assert "once" in str(refused(review, *[Finding(version.pk, own.pk)] * 2, by=head))
        assert "Name the clause" in str(refused(review, Finding(version.pk), by=head))


def test_rules_bind_from_their_first_to_their_last_day_there(manager, department, head):
    night = NOW.replace(day=17, hour=22)  # the 18th already in Moscow
    review = a_review(make.a_message(make.a_ticket(make.a_project(owner=manager)), "out", night))
    ended, last_day = (
        make.a_version(make.a_regulation(department, is_active=False, ended_on=NOW.date() - timedelta(days=days)))
        for days in (1, 0)
    )
    begun = make.a_version(make.a_regulation(department), starts_on=NOW.date())
    make.acknowledged(begun, manager, at=night - timedelta(hours=1))
    for version in (ended, last_day):
        make.acknowledged(version, manager)
    assert "did not bind" in str(refused(review, Finding(ended.pk, note="x"), by=head))
    assert finish(review, Finding(last_day.pk, note="x"), Finding(begun.pk, note="x"), by=head).finding_count == 2


class TestWho:
    def test_nobody_their_own_and_no_operator_an_operator(self, department, head):
        operator = make.an_employee("operator", department=department)
        colleague = make.an_employee("operator", department=department)
        ticket = make.a_ticket(make.a_project(owner=operator))
        review = a_review(make.a_message(ticket, "out", YESTERDAY), level="head")
        for other in (operator, colleague):
            assert not ReplyReview.objects.visible_to(make.viewer(other)).exists()
            assert not ReplyReview.objects.to_review_by(make.viewer(other)).exists()
            assert not can_review(make.viewer(other), review)
        assert finish(review, by=head).state == "done"

    def test_a_heads_own_by_their_manager_or_the_director(self, department, head):
        above = make.an_employee("head")
        head.manager = above
        head.save()
        first, second = (
            a_review(make.a_message(make.a_ticket(make.a_project(owner=head)), "out", YESTERDAY), level="up")
            for _each in range(2)
        )
        with pytest.raises(ReplyReview.DoesNotExist):
            finish(first, by=make.an_employee("operator", department=department))
        assert finish(first, by=above).reviewer == above
        director = make.an_employee("director")
        assert finish(second, by=director).reviewer == director
        with pytest.raises(ReplyReview.DoesNotExist):
            finish(a_review(make.a_message(direction="out"), author=director, level="up"), by=director)

    def test_no_queue_shows_ones_own(self, department):
        """Who wrote as a manager and operates now, who leads now, who is the director."""
        operator = make.an_employee("operator", department=department)
        a_review(make.a_message(make.a_ticket(make.a_project(owner=operator)), "out", YESTERDAY))
        leading = make.an_employee("head", department=department)
        a_review(make.a_message(make.a_ticket(make.a_project(owner=leading)), "out", YESTERDAY), level="head")
        director = make.an_employee("director", department=department)
        a_review(make.a_message(make.a_ticket(make.a_project(owner=director)), "out", YESTERDAY), level="up")
        for person, others in ((operator, set()), (leading, {operator.pk}), (director, {operator.pk, leading.pk})):
            queue = ReplyReview.objects.to_review_by(make.viewer(person))
            assert set(queue.values_list("author_id", flat=True)) == others

    def test_the_author_sees_what_was_found_and_cannot_touch_it(self, review, version, manager):
        by = make.viewer(manager)
        assert not ReplyReview.objects.visible_to(by).exists()
        finding = a_finding(review, version)
        assert list(ReviewFinding.objects.visible_to(by)) == [finding]
        with pytest.raises(NotAllowed, match="their own reply"):
            finish(review, by=manager)

    def test_sees_whom_the_queue_shows(self, review, head, manager, department):
        operator = make.an_employee("operator", department=department)
        for viewer, count in ((head, 1), (operator, 1), (manager, 0), (make.an_employee("operator"), 0)):
            assert ReplyReview.objects.to_review_by(make.viewer(viewer)).count() == count
        contact = make.contact_viewer(review.message.ticket.requester)
        assert not ReplyReview.objects.visible_to(contact).exists()
        assert not ReplyReview.objects.to_review_by(contact).exists()


def test_put_aside_with_a_reason(review, head):
    with pytest.raises(Refused, match="need not"), transaction.atomic():
        put_aside(review=review, reason=" ", by=make.viewer(head), at=NOW)
    aside = put_aside(review=review, reason="A test letter.", by=make.viewer(head), at=NOW)
    assert (aside.state, aside.note) == ("skipped", "A test letter.")
    with pytest.raises(IllegalTransition):
        finish(review, by=head)


def test_the_database_keeps_what_is_done(review, version, head):
    finish(review, Finding(version.pk, note="x"), by=head)
    finding = ReviewFinding.objects.get()
    for forbidden in (
        lambda: ReplyReview.objects.update(note="Other"),
        lambda: ReplyReview.objects.filter(pk=review.pk).delete(),
        lambda: ReviewFinding.objects.update(note="Other"),
        lambda: finding.delete(),
        lambda: a_finding(review, version, clause=make.a_version().clauses.first(), note="x"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            forbidden()


@pytest.mark.django_db(transaction=True)
def test_two_reviewers_at_once_and_one_of_them_is_late(review, head, department):
    operator = make.an_employee("operator", department=department)
    outcomes = run_at_once(*(lambda by=by: finish(review, by=by) for by in (head, operator)))
    assert sorted(type(one).__name__ for one in outcomes) == ["IllegalTransition", "ReplyReview"]
