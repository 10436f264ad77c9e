"""`/reviews/`: what waits, one reply beside what had been asked, findings by keys, disputes by a click."""

from datetime import timedelta

import pytest

from disputes.models import Dispute, ReplyReview, ReviewPolicy, ReviewShare
from support_desk.shared.models import Notice
from tests import factories as make
from tests.factories import NOW
from tests.factories.disputes import a_finding, a_review

YESTERDAY = NOW - timedelta(days=1)
STATEMENTS_OF_LIST = 8
STATEMENTS_OF_PAGE = 15


@pytest.fixture
def department(db):
    return make.a_department()


@pytest.fixture
def head(department):
    return make.an_employee("head", department=department)


@pytest.fixture
def manager(department):
    return make.an_employee("manager", department=department, name="Anna Sheveleva")


@pytest.fixture
def ticket(manager):
    return make.a_ticket(make.a_project(make.a_client("Kedr Furniture"), manager), subject="Ten corrections")


@pytest.fixture
def review(ticket):
    make.a_message(ticket, "in", YESTERDAY - timedelta(hours=1), body_text="When will it be done?")
    return a_review(make.a_message(ticket, "out", YESTERDAY, body_text="Some time."))


@pytest.fixture
def version(department, manager):
    version = make.a_version(make.a_regulation(department, code="R-12"))
    make.acknowledged(version, manager)
    return version


def page(browser, review):
    return browser.get(f"/reviews/{review.pk}/")


class TestList:
    @pytest.mark.parametrize("count", [1, 3])
    def test_what_waits_in_as_many_statements_for_one_as_for_three(
        self, visit, statements, ticket, head, manager, count
    ):
        for minute in range(count):
            a_review(make.a_message(ticket, "out", YESTERDAY + timedelta(minutes=minute)))
        a_finding(a_review(make.a_message(ticket, "out", YESTERDAY)))
        browser = visit(head)
        browser.get("/reviews/")  # the operator's figure of the rail is counted every so many seconds
        assert statements(browser, "/reviews/") == STATEMENTS_OF_LIST
        shown = browser.get("/reviews/")
        assert len(shown.context["page"].rows) == count
        assert "Ten corrections" in shown.content.decode()
        assert shown.context["facts"][0][0] == manager.name

    def test_narrowed_and_by_pages(self, visit, ticket, head, manager, monkeypatch):
        monkeypatch.setattr("disputes.queries.reviews.rows.PAGE_SIZE", 1)
        first, second = (a_review(make.a_message(ticket, "out", YESTERDAY)) for _each in range(2))
        browser = visit(head)
        shown = browser.get("/reviews/").context
        assert shown["page"].rows == [first]
        assert browser.get("/reviews/" + shown["older_url"]).context["page"].rows == [second]
        for query, count in (("why=thanks", 0), (f"author={manager.pk}", 1), ("author=x", 1), (f"author={head.pk}", 0)):
            assert len(browser.get(f"/reviews/?{query}").context["page"].rows) == count

    def test_ones_own_without_the_words_of_a_ticket_that_is_somebody_elses_now(self, visit, review, version, manager):
        a_finding(review, version)
        browser = visit(manager)
        assert "Ten corrections" in browser.get("/reviews/?view=own").content.decode()
        ticket = review.message.ticket
        ticket.project.owner = make.an_employee("manager", department=ticket.department)
        ticket.project.save()
        ticket.assignee = ticket.project.owner
        ticket.save()
        for address in ("/reviews/?view=own", f"/reviews/{review.pk}/"):
            html = browser.get(address).content.decode()
            assert "no longer yours" in html
            assert "Ten corrections" not in html
            assert "When will it be done?" not in html


class TestReview:
    def test_what_was_asked_beside_what_was_answered_and_the_rules_to_mark(self, visit, review, version, head):
        unread = make.a_version(make.a_regulation(code="R-99"))
        html = page(visit(head), review).content.decode()
        for words in ("When will it be done?", "Some time.", "R-12", "A promise is kept.", "R-99"):
            assert words in html
        assert html.count('data-key="1"') == html.count('data-key="2"') == 1
        assert 'data-key="3"' not in html
        assert f"/reviews/{review.pk}/ask/{unread.pk}/" in html

    def test_the_page_costs_the_same_for_one_letter_and_for_three(self, visit, statements, review, version, head):
        browser = visit(head)
        address = f"/reviews/{review.pk}/"
        browser.get(address)  # the operator's figure of the rail is counted every so many seconds
        before = statements(browser, address)
        for minutes in (2, 3):
            make.a_message(review.message.ticket, "in", YESTERDAY - timedelta(minutes=minutes))
        assert statements(browser, address) == before == STATEMENTS_OF_PAGE
        assert len(browser.get(address).context["page"].letters) == 3

    def test_only_what_was_not_answered_before(self, visit, review, head):
        ticket = review.message.ticket
        make.a_message(ticket, "out", YESTERDAY - timedelta(minutes=30))
        assert [one.text for one in page(visit(head), review).context["page"].letters] == ["When will it be done?"]
        make.a_message(ticket, "in", YESTERDAY - timedelta(minutes=20), body_text="And now?")
        assert [one.text for one in page(visit(head), review).context["page"].letters] == ["And now?"]

    def test_marked_saved_and_on_to_the_next(self, visit, review, version, head, ticket):
        following = a_review(make.a_message(ticket, "out", YESTERDAY))
        clause = version.clauses.first()
        key = f"{version.pk}:{clause.pk}"
        answer = visit(head).post(f"/reviews/{review.pk}/", {"found": key, f"note-{key}": "No day named."})
        assert answer.url == f"/reviews/{following.pk}/"
        assert [one.note for one in review.findings.all()] == ["No day named."]

    def test_nothing_found(self, visit, review, head):
        assert visit(head).post(f"/reviews/{review.pk}/", {"nothing": "1"}).url == "/reviews/"
        assert ReplyReview.objects.get().finding_count == 0

    @pytest.mark.parametrize(
        ("sent", "words"),
        [
            ({}, "Mark what was not kept"),
            ({"found": "1:1", "nothing": "1"}, "Something is marked"),
            ({"found": "x"}, "Choose from the checklist"),
            ({"found": "77:"}, "did not bind"),
        ],
    )
    def test_what_makes_no_sense_is_said_and_what_was_written_stays(self, visit, review, version, head, sent, words):
        answer = visit(head).post(f"/reviews/{review.pk}/", sent | {"note": "Kind words."})
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert "Kind words." in answer.content.decode()

    def test_put_aside_and_asked_to_read(self, visit, review, head, manager):
        browser = visit(head)
        unread = make.a_version(make.a_regulation())
        for _twice in range(2):
            assert browser.post(f"/reviews/{review.pk}/ask/{unread.pk}/").url == f"/reviews/{review.pk}/"
        assert Notice.objects.filter(user=manager.user).count() == 1
        assert browser.post(f"/reviews/{review.pk}/ask/99999999/").status_code == 404
        assert browser.post(f"/reviews/{review.pk}/aside/", {"reason": ""}).status_code == 422
        assert browser.post(f"/reviews/{review.pk}/aside/", {"reason": "A test."}).url == "/reviews/"


class TestDispute:
    def test_one_click_fills_everything_in(self, visit, review, version, head, manager):
        finding = a_finding(review, version)
        browser = visit(head)
        address = f"/reviews/findings/{finding.pk}/dispute/"
        dispute_url = browser.post(address).url
        dispute = Dispute.objects.get()
        assert dispute_url == f"/disputes/{dispute.pk}/"
        assert (dispute.initiator, dispute.respondent, dispute.version, dispute.clause) == (
            head, manager, version, finding.clause)  # fmt: skip
        assert (dispute.message, dispute.ticket, dispute.happened_at) == (
            review.message,
            review.message.ticket,
            YESTERDAY,
        )
        assert dispute.claim == finding.note
        assert dispute.title.startswith("R-12, 3.1")
        assert browser.post(address).url == dispute_url  # a double click
        assert Dispute.objects.count() == 1

    def test_what_stands_against_it_is_said_in_its_place(self, visit, review, version, head, manager):
        finding = a_finding(review, version)
        make.a_dispute(head, manager, message=review.message, ticket=review.message.ticket)
        answer = visit(head).post(f"/reviews/findings/{finding.pk}/dispute/")
        assert answer.status_code == 422
        assert "See the dispute about this reply" in answer.content.decode()

    def test_a_second_finding_says_why_it_cannot_become_another_dispute(self, visit, review, version, head, manager):
        first = a_finding(review, version)
        second = a_finding(review, version, clause=version.clauses.last())
        button, why = f"/reviews/findings/{second.pk}/dispute/", "a reply is disputed once"
        browser = visit(head)
        html = page(browser, review).content.decode()
        assert button in html and why not in html and html.count('data-key="d"') == 1
        browser.post(f"/reviews/findings/{first.pk}/dispute/")
        html = page(browser, review).content.decode()
        assert button not in html and why in html and 'data-key="d"' not in html
        assert f'href="/disputes/{Dispute.objects.get().pk}/"' in html

    def test_what_another_one_withdrew_leaves_the_button_and_its_key(self, visit, review, version, head, department):
        friend = make.an_employee("operator", department=department)
        dropped = {
            "state": "withdrawn",
            "respond_by": None,
            "decided_at": NOW,
            "decided_month": NOW.date().replace(day=1),
        }
        about = make.a_dispute(friend, review.author, message=review.message, ticket=review.message.ticket, **dropped)
        a_finding(review, version, dispute=about)
        second = a_finding(review, version, clause=version.clauses.last())
        html = page(visit(head), review).content.decode()
        assert f"/reviews/findings/{second.pk}/dispute/" in html and html.count('data-key="d"') == 1

    def test_of_a_rule_as_a_whole_and_not_by_its_author(self, visit, review, version, head, manager):
        finding = a_finding(review, version, clause=None)
        address = f"/reviews/findings/{finding.pk}/dispute/"
        answer = visit(manager).post(address)
        assert answer.status_code == 422
        assert "Nobody reviews their own reply." in answer.content.decode()
        visit(head).post(address)
        assert Dispute.objects.get().title.startswith("R-12: reply of")

    def test_by_a_manager_above_who_does_not_see_the_ticket(self, visit, department, head):
        above = make.an_employee("head")
        head.manager = above
        head.save()
        reply = make.a_message(make.a_ticket(make.a_project(owner=head)), "out", YESTERDAY)
        version = make.a_version(make.a_regulation(department))
        make.acknowledged(version, head)
        finding = a_finding(a_review(reply, level="up"), version)
        visit(above).post(f"/reviews/findings/{finding.pk}/dispute/")
        assert (Dispute.objects.get().respondent, Dispute.objects.get().ticket) == (head, None)


def test_picked_from_the_menu_of_a_reply(visit, ticket, head, manager):
    reply = make.a_message(ticket, "out", YESTERDAY)
    letter = make.a_message(ticket, "in", YESTERDAY)
    browser = visit(head)
    assert f"/reviews/pick/{reply.pk}/" in browser.get(f"/messages/{reply.pk}/tools/").content.decode()
    for own, message in ((browser, letter), (visit(manager), reply)):
        assert "/reviews/pick/" not in own.get(f"/messages/{message.pk}/tools/").content.decode()
    answer = browser.post(f"/reviews/pick/{reply.pk}/")
    assert answer.url == f"/reviews/{ReplyReview.objects.get().pk}/"
    assert visit(make.an_employee("head")).post(f"/reviews/pick/{reply.pk}/").status_code == 404


class TestSampling:
    def test_a_head_sets_it_for_the_department_and_for_a_person(self, visit, department, head, manager):
        browser = visit(head)
        policy = {"department": department.pk, "starts_on": "2026-11-18", "replies": 30, "newcomers": 80,
                  "newcomer_days": 60, "thanks": 5}  # fmt: skip
        assert browser.post("/reviews/sampling/", policy).status_code == 302
        assert ReviewPolicy.objects.get().share_percent == 30
        share = {"employee": manager.pk, "starts_on": "2026-11-18", "share_percent": ""}
        assert browser.post("/reviews/sampling/", share).status_code == 302
        assert ReviewShare.objects.get().share_percent is None
        shown = browser.get("/reviews/sampling/").content.decode()
        assert "as of the department" in shown

    def test_what_cannot_be_is_said_in_the_form(self, visit, head, manager, department):
        browser = visit(head)
        late = {"employee": manager.pk, "starts_on": "2026-11-17", "share_percent": "5"}
        answer = browser.post("/reviews/sampling/", late)
        assert answer.status_code == 422
        assert "stays picked" in answer.content.decode()
        assert visit(manager).get("/reviews/sampling/").status_code == 404
        assert browser.post("/reviews/sampling/", {"department": make.a_department().pk}).status_code == 422
