"""`/disputes/<id>/`: both sides, the regulation and the stakes; the three parties act in place."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from disputes.actions.answering import contest_dispute
from disputes.actions.evidence import add_evidence
from disputes.models import Dispute, Evidence, Posting, RevisionRequest
from tests import factories as make
from tests.disputes.court import a_court, points_of
from tests.factories import NOW

pytestmark = pytest.mark.django_db


STATEMENTS = 14


def a_file():
    return SimpleUploadedFile("letter.txt", b"Dear all", "text/plain")


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    """The director's account asks for one; that is tested with the log-in."""
    settings.SECOND_FACTOR_ROLES = ()


def path(court, verb=""):
    return f"/disputes/{court.dispute.pk}/{verb}"


def page_of(browser, court):
    answer = browser.get(path(court))
    assert answer.status_code == 200
    return answer.content.decode()


def contested(**over):
    court = a_court(**over)
    contest_dispute(dispute=court.dispute, explanation="I did answer.", by=court.by("respondent"), at=NOW)
    return court


def state_of(court):
    return Dispute.objects.get(pk=court.dispute.pk).state


def test_everybody_concerned_reads_the_stakes_the_rule_and_how_the_days_were_counted(visit):
    version = make.a_version(title="Answering letters")
    court = a_court(version=version, clause=version.clauses.get(number="3.2"), opened_at=NOW - timedelta(days=1))
    for person in (court.initiator, court.respondent, court.director):
        page = page_of(visit(person), court)
        assert "1 point at stake" in page and "2 points, doubled" in page
        assert "Answering letters" in page and '<li class="cited"><b class="num">3.2</b>' in page
        assert "1 dispute under it in 90 days" in page
        assert "7 days count, the last one is" in page
    assert visit(make.an_employee("manager", department=make.a_department())).get(path(court)).status_code == 404


def test_accepting_posts_once_however_often_it_is_sent(visit):
    court = a_court()
    browser = visit(court.respondent)
    assert "I accept" in page_of(browser, court)
    for _again in range(2):
        answer = browser.post(path(court, "answer/"), {"answer": "accept", "idempotency_key": "k"}, follow=True)
        assert "Accepted. The points are posted." in answer.content.decode()
    assert points_of(court.dispute) == {court.initiator.pk: 1, court.respondent.pk: -1}
    assert Posting.objects.count() == 2
    # Another tab sends its own form: it is told what has happened meanwhile.
    said = {"answer": "contest", "explanation": "Half an hour of words.", "idempotency_key": "l"}
    late = browser.post(path(court, "answer/"), said)
    assert late.status_code == 422 and "moved on already" in late.content.decode()
    assert "Half an hour of words." in late.content.decode()


def test_contesting_needs_an_explanation_and_its_files_are_for_who_sees_the_dispute(visit):
    court = a_court()
    browser = visit(court.respondent)
    assert "Choose: accept it, or contest it." in browser.post(path(court, "answer/")).content.decode()
    empty = browser.post(path(court, "answer/"), {"answer": "contest", "explanation": " "})
    assert empty.status_code == 422 and "the arbiter reads both sides" in empty.content.decode()
    said = {"answer": "contest", "explanation": "It was six items.", "files": SimpleUploadedFile("chat.txt", b"hello")}
    browser.post(path(court, "answer/"), said)
    assert state_of(court) == "contested"
    file = Evidence.objects.get()
    address = f"/evidence/{file.file_id}/"
    for person in (court.initiator, court.head):
        assert "chat.txt" in page_of(visit(person), court)
        assert b"".join(visit(person).get(address)) == b"hello"
    assert visit(make.an_employee("manager", department=make.a_department())).get(address).status_code == 404


def test_one_second_late_the_answer_is_refused_with_the_rule(visit):
    court = a_court()
    with time_machine.travel(court.dispute.respond_by, tick=False):
        browser = visit(court.respondent)
        answer = browser.post(path(court, "answer/"), {"answer": "accept"})
    assert answer.status_code == 422
    assert "The time to answer ended with" in answer.content.decode()
    assert not Posting.objects.exists()


def test_only_the_initiator_withdraws_and_nothing_is_posted(visit):
    court = a_court()
    assert visit(court.respondent).post(path(court, "withdraw/")).status_code == 422
    assert "Withdraw it" in page_of(visit(court.initiator), court)
    told = visit(court.initiator).post(path(court, "withdraw/"), follow=True).content.decode()
    assert "Withdrawn. Nothing is posted." in told and "Nothing posted" in told
    assert state_of(court) == "withdrawn"


@pytest.mark.parametrize(
    ("verdict", "moved", "mends"),
    [("initiator_right", 2, 0), ("respondent_right", -2, 0), ("both_right", 0, 1), ("both_wrong", 0, 1)],
)
def test_the_arbiter_gives_each_of_the_four_verdicts(visit, verdict, moved, mends):
    court = contested()
    browser = visit(court.head)
    page = page_of(browser, court)
    assert "+2 / −2" in page and "Opens a revision of regulation" in page and "Asked again on" in page
    refused = browser.post(path(court, "decide/"), {"verdict": verdict, "reasons": ""})
    assert refused.status_code == 422 and "a right to know why" in refused.content.decode()
    said = {"verdict": verdict, "reasons": "Read twice.", "revision_due_on": "2026-12-20"}
    told = browser.post(path(court, "decide/"), said, follow=True).content.decode()
    assert "The verdict is given." in told and "Read twice." in told
    assert points_of(court.dispute)[court.initiator.pk] == moved
    assert RevisionRequest.objects.filter(dispute=court.dispute).count() == mends
    assert "Read twice." in page_of(visit(court.respondent), court)


def test_a_party_gives_no_verdict(visit):
    court = contested()
    for person in (court.initiator, court.respondent):
        said = {"verdict": "initiator_right", "reasons": "I say so."}
        assert visit(person).post(path(court, "decide/"), said).status_code == 422
    assert state_of(court) == "contested"


def test_both_sides_read_what_was_asked_and_answered_and_no_more_of_a_ticket_they_do_not_see(visit):
    place = make.a_department()
    author = make.an_employee("manager", department=place)
    ticket = make.a_ticket(make.a_project(owner=author), status="open")
    make.a_message(ticket, body_text="Where is my invoice?", at=NOW - timedelta(days=2))
    reply = make.a_message(ticket, direction="out", author=author, body_text="Soon.", at=NOW - timedelta(days=1))
    dispute = make.a_dispute(make.an_employee("manager", department=place), author, ticket=ticket, message=reply)
    address = f"/disputes/{dispute.pk}/"
    page = visit(author).get(address).content.decode()
    assert "What the client had asked" in page and "Where is my invoice?" in page and "Soon." in page
    make.a_message(ticket, body_text="Another matter.", at=NOW - timedelta(hours=3))
    other = visit(dispute.initiator).get(address).content.decode()
    assert "Where is my invoice?" in other and "Soon." in other and "Another matter." not in other
    assert f"/tickets/{ticket.number}/" in page and f"/tickets/{ticket.number}/" not in other


def test_the_words_of_a_note_are_for_who_sees_the_ticket(visit):
    place = make.a_department()
    author = make.an_employee("manager", department=place)
    ticket = make.a_ticket(make.a_project(owner=author), status="open")
    note = make.a_message(ticket, direction="internal", author=author, body_text="They pay late.")
    dispute = make.a_dispute(make.an_employee("manager", department=place), author, message=note)
    address = f"/disputes/{dispute.pk}/"
    assert "They pay late." in visit(author).get(address).content.decode()
    blind = visit(dispute.initiator).get(address).content.decode()
    assert "They pay late." not in blind and "a message that you do not see" in blind


def test_the_history_is_told_from_the_trail(visit):
    court = contested()
    told = visit(court.initiator).get(path(court, "history/")).content.decode()
    assert 'class="timeline"' in told and court.respondent.name in told
    assert visit(make.an_employee("manager", department=make.a_department())).get(
        path(court, "history/")
    ).status_code == 404  # fmt: skip


def test_it_takes_as_many_statements_with_more_history(visit, statements):
    """More files of both sides, and more disputes under the rule by other people."""
    court = contested()
    dispute = court.dispute
    add_evidence(dispute, [a_file()], by=court.by("initiator"), at=NOW)
    browser = visit(court.head)
    browser.get(path(court))
    assert statements(browser, path(court)) == STATEMENTS
    add_evidence(dispute, [a_file(), a_file()], by=court.by("respondent"), at=NOW)
    for _more in range(2):
        make.a_dispute(version=dispute.version)
    assert statements(browser, path(court)) == STATEMENTS
    page = browser.get(path(court)).content.decode()
    assert page.count("/evidence/") == 3
