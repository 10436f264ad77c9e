"""`/disputes/new/`: filled in by where one comes from; refused with the way out."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from disputes.models import Dispute, RegulationGap
from support_desk.shared.models import Notice
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
ADDRESS = "/disputes/new/"
HAPPENED = NOW - timedelta(days=1, hours=2)


@pytest.fixture
def place():
    return make.a_department()


@pytest.fixture
def initiator(place):
    return make.an_employee("manager", department=place)


@pytest.fixture
def respondent(place):
    return make.an_employee("manager", department=place, name="Olga Respondent")


def said(respondent, version, **over):
    clause = version.clauses.get(number="3.2")
    local = HAPPENED.astimezone(ZoneInfo("Europe/Moscow"))
    return {
        "respondent": respondent.pk,
        "happened_on": f"{local:%Y-%m-%d}",
        "happened_time": f"{local:%H:%M}",
        "rule": f"{version.regulation_id}.{clause.pk}",
        "title": "No promise",
        "claim": "The client was promised nothing.",
        "idempotency_key": "new",
        **over,
    }


def test_it_is_opened_once_under_the_clause_that_was_cited(visit, place, initiator, respondent):
    version = make.a_version(make.a_regulation(place))
    make.acknowledged(version, respondent)
    browser = visit(initiator)
    for _again in range(2):
        answer = browser.post(ADDRESS, said(respondent, version), follow=True)
        assert "Opened. The respondent is told" in answer.content.decode()
    dispute = Dispute.objects.get()
    assert (dispute.initiator, dispute.respondent, dispute.version) == (initiator, respondent, version)
    assert (dispute.clause.number, dispute.happened_at) == ("3.2", HAPPENED)


def test_a_rule_that_was_not_read_offers_to_ask_and_keeps_the_words(visit, place, initiator, respondent):
    version = make.a_version(make.a_regulation(place))
    browser = visit(initiator)
    refused = browser.post(ADDRESS, said(respondent, version))
    page = refused.content.decode()
    assert refused.status_code == 422 and not Dispute.objects.exists()
    assert "Not read before it happened" in page and "This cannot be held against them." in page
    assert "The client was promised nothing." in page
    asked = browser.post(f"{ADDRESS}ask/", said(respondent, version, title="") | {"version": version.pk})
    page = asked.content.decode()
    assert asked.status_code == 200 and "Olga Respondent is asked to read it." in page
    assert "The client was promised nothing." in page and 'class="error"' not in page
    assert Notice.objects.filter(user=respondent.user).count() == 1
    for version_id in ("999999", "x", ""):
        assert browser.post(f"{ADDRESS}ask/", said(respondent, version) | {"version": version_id}).status_code == 404


def test_enter_opens_the_dispute_and_asking_leaves_the_page_as_it_stands(visit, place, initiator, respondent):
    version = make.a_version(make.a_regulation(place))
    browser = visit(initiator)
    page = browser.post(ADDRESS, said(respondent, version)).content.decode()
    form = page[page.index('<form class="form"') :]
    first = re.search(r"<button[^>]*>", form)
    assert first and 'type="submit"' in first[0] and "formaction" not in first[0]
    sent = said(respondent, version) | {"version": version.pk}
    asked = browser.post(f"{ADDRESS}ask/", sent, headers={"HX-Request": "true"})
    part = asked.content.decode()
    assert "Olga Respondent is asked to read it." in asked.headers["HX-Trigger"]
    assert f'hx-vals=\'{{"version": "{version.pk}"}}\'' in part
    assert "<form" not in part and f'value="{sent["rule"]}" checked' in part
    make.acknowledged(version, respondent)
    late = browser.post(f"{ADDRESS}ask/", sent, headers={"HX-Request": "true"})
    assert late.status_code == 422 and "has read this version" in late.content.decode()


def test_what_no_rule_describes_is_reported_as_a_gap(visit, initiator, respondent):
    browser = visit(initiator)
    page = browser.get(f"{ADDRESS}rules/", {"respondent": respondent.pk, "happened_on": "2026-11-17"})
    assert "No regulation bound them on that day." in page.content.decode()
    empty = browser.post(f"{ADDRESS}gap/", {"happened_on": "2026-11-17", "claim": ""})
    assert empty.status_code == 422 and set(empty.context["form"].errors) == {"claim"}
    foreign = {"happened_on": "2026-11-17", "claim": "Odd.", "ticket": "999999"}
    assert "You see no ticket of this number." in browser.post(f"{ADDRESS}gap/", foreign).content.decode()
    assert browser.post(f"{ADDRESS}gap/", {"happened_on": "2027-11-17", "claim": "Odd."}).status_code == 422
    told = browser.post(f"{ADDRESS}gap/", {"happened_on": "2026-11-17", "claim": "Odd."}, follow=True)
    assert "The gap is reported." in told.content.decode()
    assert RegulationGap.objects.get().what == "Odd."


def test_only_rules_that_bound_the_respondent_on_the_day_are_offered(visit, place, initiator, respondent):
    make.a_version(make.a_regulation(place, code="HERE"))
    make.a_version(make.a_regulation(None, code="ALL"))
    make.a_version(make.a_regulation(make.a_department(), code="ELSEWHERE"))
    make.a_version(make.a_regulation(place, code="LATER"), starts_on=NOW.date() + timedelta(days=1))
    make.a_version(make.a_regulation(place, code="ENDED", is_active=False, ended_on=NOW.date() - timedelta(days=9)))
    asked = {"respondent": respondent.pk, "happened_on": f"{HAPPENED:%Y-%m-%d}"}
    page = visit(initiator).get(f"{ADDRESS}rules/", asked).content.decode()
    assert [code for code in ("HERE", "ALL", "ELSEWHERE", "LATER", "ENDED") if f"<b>{code}</b>" in page] == [
        "HERE", "ALL",
    ]  # fmt: skip
    assert "Choose the colleague first" in visit(initiator).get(f"{ADDRESS}rules/").content.decode()


def test_it_comes_filled_in_from_a_message_and_from_a_ticket_one_sees(visit, place, initiator, respondent):
    ticket = make.a_ticket(make.a_project(owner=initiator), status="open", subject="The broken form")
    reply = make.a_message(ticket, "out", HAPPENED, author=respondent)
    browser = visit(initiator)
    page = browser.get(ADDRESS, {"message": reply.pk}).content.decode()
    assert "The broken form" in page and f'name="respondent" value="{respondent.pk}" checked' in page
    assert f'value="{ticket.number}"' in page and f'name="message" value="{reply.pk}"' in page
    assert "The broken form" in browser.get(ADDRESS, {"ticket": ticket.number}).content.decode()
    stranger = visit(make.an_employee("manager", department=make.a_department()))
    for asked in ({"message": reply.pk}, {"ticket": ticket.number}, {"ticket": "9" * 30}, {"message": "x"}):
        assert "The broken form" not in stranger.get(ADDRESS, asked).content.decode()
    version = make.a_version(make.a_regulation(place))
    foreign = stranger.post(ADDRESS, said(respondent, version, ticket=ticket.number, message=reply.pk))
    assert "You see no ticket of this number." in foreign.content.decode()
    # And one gets there from the ticket and from the message.
    assert f"{ADDRESS}?ticket={ticket.number}" in browser.get(f"/tickets/{ticket.number}/").content.decode()
    assert f"{ADDRESS}?message={reply.pk}" in browser.get(f"/messages/{reply.pk}/tools/").content.decode()


def test_what_is_missing_is_said_at_its_field(visit, initiator, respondent, place):
    browser = visit(initiator)
    empty = browser.post(ADDRESS, {})
    assert empty.status_code == 422 and "Choose the colleague: type a part of the name." in empty.content.decode()
    version = make.a_version(make.a_regulation(place))
    other = make.a_version(make.a_regulation(make.a_department()))
    for rule in ("0", f"{other.regulation_id}", "nonsense"):
        wrong = browser.post(ADDRESS, said(respondent, version, rule=rule))
        assert "Choose the clause that was broken." in wrong.content.decode()
    make.acknowledged(version, respondent)
    old = browser.post(ADDRESS, said(respondent, version, happened_on="2026-06-01"))
    assert old.status_code == 422 and "days ago is not disputed any more" in old.content.decode()
    own = browser.post(ADDRESS, said(initiator, version))
    assert own.status_code == 422 and "Nobody opens a dispute against themselves." in own.content.decode()


def test_colleagues_are_found_by_a_part_of_the_name(visit, initiator, respondent):
    browser = visit(initiator)
    assert "Olga Respondent" in browser.get(f"{ADDRESS}people/", {"find": "respond"}).content.decode()
    assert initiator.name not in browser.get(f"{ADDRESS}people/").content.decode()
    assert "Nobody of this name works here." in browser.get(f"{ADDRESS}people/", {"find": "zzz"}).content.decode()
    chosen = browser.get(f"{ADDRESS}people/", {"find": "zzz", "respondent": respondent.pk}).content.decode()
    assert f'value="{respondent.pk}" checked' in chosen and chosen.count("<label") == 1
    again = browser.get(f"{ADDRESS}people/", {"find": "respond", "respondent": respondent.pk}).content.decode()
    assert again.count(f'value="{respondent.pk}"') == 1
