"""Reviews over the API: listed, done with findings by code and number, made disputes (S5)."""

from datetime import timedelta

import pytest

from disputes.models import Dispute
from tests import factories as make
from tests.factories import NOW
from tests.factories.api import api_of

PATH = "/api/v1/reviews/"
YESTERDAY = NOW - timedelta(days=1)


@pytest.fixture
def head(db):
    return make.an_employee("head", department=make.a_department())


@pytest.fixture
def review(head):
    manager = make.an_employee("manager", department=head.employments.get().department)
    version = make.a_version(make.a_regulation(head.employments.get().department, code="R-12"))
    make.acknowledged(version, manager)
    return make.a_review(make.a_message(make.a_ticket(make.a_project(owner=manager)), "out", YESTERDAY))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_statements_for_one_as_for_three(head, review, django_assert_num_queries, count):
    make.a_finding(review)
    for _each in range(count - 1):
        make.a_finding(make.a_review(make.a_message(review.message.ticket, "out", YESTERDAY)))
    api = api_of(head)
    api.get(PATH)
    # token, account, person; the reviews, their findings, versions, rules and clauses
    with django_assert_num_queries(7):
        assert len(api.get(PATH).json()["results"]) == count


def test_done_and_made_a_dispute(head, review):
    api = api_of(head)
    assert api.get(PATH, {"state": "waiting"}).json()["results"][0]["author"]["name"] == review.author.name
    said = {"findings": [{"regulation": "R-12", "clause": "3.1", "note": "Late."}, {"regulation": "R-12", "note": "x"}]}
    done = api.post(f"{PATH}{review.pk}/done/", said).json()
    assert (done["state"], [one["clause"] for one in done["findings"]]) == ("done", ["3.1", ""])
    verb = f"{PATH}{review.pk}/findings/{done['findings'][0]['id']}/open-dispute/"
    assert api.post(verb).json()["findings"][0]["dispute"] == Dispute.objects.get().pk
    assert api.post(f"{PATH}{review.pk}/findings/99999999/open-dispute/").status_code == 404


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        ({"regulation": "R-13"}, "did not bind"),
        ({"regulation": "R-12", "clause": "9.9"}, "no clause"),
        ({"regulation": "R-12"}, "Name the clause"),
    ],
)
def test_what_cannot_be_found_is_named(head, review, finding, words):
    answer = api_of(head).post(f"{PATH}{review.pk}/done/", {"findings": [finding]})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert "findings" in answer.content.decode()
    assert api_of(head).post(f"{PATH}{review.pk}/done/", {"findings": [{}]}).status_code in (400, 422)


def test_picked_by_hand_and_put_aside(head, review):
    api = api_of(head)
    reply = make.a_message(review.message.ticket, "out", YESTERDAY)
    picked = api.post(PATH, {"message": reply.pk})
    assert (picked.status_code, picked.json()["why"]) == (201, "by_hand")
    aside = api.post(f"{PATH}{picked.json()['id']}/put-aside/", {"reason": "A test."})
    assert aside.json()["state"] == "skipped"
