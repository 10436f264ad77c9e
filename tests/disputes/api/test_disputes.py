"""Disputes and points over the API: opened, answered, decided, each once, each by whose turn it is."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from disputes.actions.answering import accept_dispute
from disputes.models import Posting
from support_desk.shared import clock
from tests import factories as make
from tests.disputes.court import a_court, points_of
from tests.factories.api import api_of

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/disputes/"


def a_case(**over):
    """Opened an hour ago, by the clock that the API reads."""
    return a_court(opened_at=clock.now() - timedelta(hours=1), **over)


def claim_against(respondent, code, **over):
    happened_at = clock.now() - timedelta(days=1)
    told = {"title": "Too late", "claim": "Three days.", "happened_at": happened_at.isoformat(), "clause": "3.2"}
    return {"respondent": respondent.pk, "regulation": code, **told, **over}


def test_it_is_opened_once_for_one_key_and_refused_by_name(db):
    place = make.a_department()
    initiator, respondent = (make.an_employee("manager", department=place) for _one in range(2))
    version = make.a_version(make.a_regulation(place, code="R-77"))
    api, key = api_of(initiator), {"HTTP_IDEMPOTENCY_KEY": "one"}
    unread = api.post(ADDRESS, claim_against(respondent, "R-77"), format="json")
    assert (unread.status_code, unread.json()["code"]) == (422, "not_acknowledged")
    make.acknowledged(version, respondent)
    for wrong, field in (({"regulation": "R-0"}, "regulation"), ({"clause": "9.9"}, "clause"), ({"who": 1}, "who")):
        refused = api.post(ADDRESS, claim_against(respondent, "R-77", **wrong), format="json")
        assert refused.status_code in (400, 422) and field in str(refused.json())
    claim = claim_against(respondent, "R-77")
    made = api.post(ADDRESS, claim, format="json", **key)
    assert made.status_code == 201, made.json()
    assert api.post(ADDRESS, claim, format="json", **key).json() == made.json()
    shown = made.json()
    assert (shown["regulation"], shown["clause"], shown["allowed_events"]) == ("R-77", "3.2", ["withdraw"])
    assert len(shown["counted_days"]) == 7
    again = api.post(ADDRESS, claim, format="json")
    assert (again.status_code, Posting.objects.count()) == (409, 0)


def test_the_verbs_are_whose_turn_it_is(db):
    court = a_case()
    one = f"{ADDRESS}{court.dispute.pk}/"
    respondent, head, initiator = api_of(court.respondent), api_of(court.head), api_of(court.initiator)
    assert respondent.get(one).json()["allowed_events"] == ["accept", "contest"]
    assert initiator.post(f"{one}accept/").status_code == 403
    assert respondent.post(f"{one}withdraw/").status_code == 403
    assert respondent.post(f"{one}contest/", {"explanation": ""}, format="json").status_code == 422
    said = {"explanation": "Not so.", "attachments": SimpleUploadedFile("a.txt", b"proof")}
    contested = respondent.post(f"{one}contest/", said, format="multipart")
    assert (contested.status_code, contested.json()["state"]) == (200, "contested"), contested.json()
    file = contested.json()["evidence"][0]
    assert b"".join(initiator.get(file["url"])) == b"proof"
    assert api_of(make.an_employee("manager", department=make.a_department())).get(file["url"]).status_code == 404
    verdict = {"verdict": "respondent_right", "reasons": "He answered."}
    assert initiator.post(f"{one}decide/", verdict, format="json").status_code == 403
    decided = head.post(f"{one}decide/", verdict, format="json").json()
    assert decided["state"] == "respondent_right"
    assert {row["points"] for row in decided["postings"]} == {2, -2}
    assert head.post(f"{one}decide/", verdict, format="json").status_code == 409
    assert points_of(court.dispute) == {court.initiator.pk: -2, court.respondent.pk: 2}


def test_the_ledger_is_read_by_month_and_added_up(db):
    court = a_case()
    accept_dispute(dispute=court.dispute, by=court.by("respondent", clock.now()), at=clock.now())
    own = api_of(court.respondent)
    (row,) = own.get("/api/v1/points/").json()["results"]
    assert (row["points"], row["dispute"], row["cause"]) == (-1, court.dispute.pk, "accept")
    assert len(own.get("/api/v1/points/", {"month": row["month"]}).json()["results"]) == 1
    assert own.get("/api/v1/points/", {"month": "2020-02-03"}).json()["results"] == []
    assert own.get("/api/v1/points/balance/").json() == {
        "months": [{"month": row["month"], "won": 0, "lost": -1, "points": -1}],
        "balance": -1,
    }
    assert len(api_of(court.head).get("/api/v1/points/").json()["results"]) == 2
    assert api_of(court.initiator, "tickets:read").get("/api/v1/points/").status_code == 403


def test_the_list_costs_the_same_for_more_rows_and_can_be_followed(db):
    court = a_case()
    api = api_of(court.respondent)
    asked = []
    for _more in range(2):
        api.get(ADDRESS)
        with CaptureQueriesContext(connection) as captured:
            rows = api.get(ADDRESS).json()["results"]
        asked.append(sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in captured.captured_queries))
        make.a_dispute(court.initiator, court.respondent)
        make.a_dispute(court.initiator, court.respondent)
    assert len(rows) == 3
    assert asked == [5, 5]
    followed = api.get(ADDRESS, {"changed_since": "2020-01-01T00:00:00Z", "state": "open"})
    assert followed.status_code == 200, followed.json()
