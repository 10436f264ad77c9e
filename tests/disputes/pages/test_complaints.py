"""`/complaints/`: the list, a complaint with both sides, flagging, deciding, words (S6)."""

import re
from datetime import timedelta

import pytest

from disputes.models import Complaint, ComplaintSuggestion, ComplaintWord
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
# session, account, person; the rail's figures; then the list, and how many wait
STATEMENTS = 6
OF_ONE = 8  # the complaint, whether its ticket is seen, the conversation before and after it


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR_ROLES = ()


@pytest.fixture
def department():
    return make.a_department()


@pytest.fixture
def head(department):
    return make.an_employee("head", department=department)


@pytest.fixture
def manager(department, head):
    return make.an_employee("manager", department=department, name="Anna Sheveleva")


@pytest.fixture
def message(manager):
    return make.a_message(make.a_ticket(make.a_project(owner=manager)), body_text="This is unacceptable.")


@pytest.fixture
def judge():
    return make.an_employee("head")


def test_what_waits_for_a_decision_stands_first_however_many_came_later(visit, message, judge, monkeypatch):
    monkeypatch.setattr("support_desk.shared.cursors.keyset_page.__kwdefaults__", {"cursor": "", "size": 2})
    oldest = make.a_complaint(message)
    decided = {"state": "rejected", "decided_by": judge, "decided_at": NOW, "reason": "It was nothing."}
    operator = make.an_employee("operator", department=message.ticket.department)
    later = [
        make.a_complaint(make.a_message(message.ticket), by=operator, **over)
        for over in (decided, decided, decided, {"department": judge.employments.get().department})
    ]
    browser = visit(judge)
    page = browser.get("/complaints/").content.decode()
    assert "1 complaint waits for your decision" in page
    assert f'id="complaint-{oldest.pk}"' in page and f'id="complaint-{later[3].pk}"' in page
    assert page.index(f'id="complaint-{oldest.pk}"') < page.index(f'id="complaint-{later[3].pk}"')
    older = re.search(r'rel="next" href="([^"]+)"', page)[1]
    beyond = browser.get("/complaints/" + older).content.decode()
    assert f'id="complaint-{later[2].pk}"' in beyond and f'id="complaint-{oldest.pk}"' not in beyond
    assert "1 complaint waits for your decision" in beyond


def test_suggestions_are_counted_whole_and_shown_page_by_page(visit, message, monkeypatch):
    monkeypatch.setattr("support_desk.shared.cursors.keyset_page.__kwdefaults__", {"cursor": "", "size": 2})
    for _ in range(3):
        make.a_suggestion(make.a_message(message.ticket))
    page = visit(make.an_employee("director")).get("/complaints/?state=suggested").content.decode()
    assert "3 messages may be complaints" in page and page.count('id="suggestion-') == 2
    assert "?state=suggested&amp;cursor=" in page


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("address", ["/complaints/", "/complaints/?state=open", "/complaints/?state=suggested"])
def test_lists_take_as_many_statements_for_one_row_as_for_three(visit, statements, rows, address):
    for _ in range(rows):
        owner = make.an_employee("manager", department=make.a_department(head=make.an_employee()))
        ticket = make.a_ticket(make.a_project(owner=owner))
        make.a_complaint(make.a_message(ticket))
        make.a_suggestion(make.a_message(ticket))
    browser = visit(make.an_employee("director"))
    browser.get(address)
    assert statements(browser, address) == STATEMENTS


@pytest.mark.parametrize("rows", [1, 3])
def test_what_was_said_to_be_none_is_listed_until_it_is_flagged(visit, statements, rows):
    director, letters = make.an_employee("director", name="Dina Chief"), [make.a_message() for _ in range(rows)]
    for letter in [*letters, flagged := make.a_message()]:
        make.a_suggestion(letter, "awful", state="dismissed", settled_by=director, settled_at=NOW)
    make.a_complaint(flagged)
    browser, address = visit(director), "/complaints/?state=dismissed"
    page = browser.get(address).content.decode()
    assert page.count('id="suggestion-') == page.count("Dina Chief, ") == rows
    assert f"/messages/{letters[0].pk}/complaint/" in page
    assert statements(browser, address) == STATEMENTS - 1
    assert "Nothing was said to be no" in visit(make.an_employee("manager")).get(address).content.decode()


def test_a_complaint_shows_what_was_asked_beside_what_was_written(visit, statements, manager, judge, message):
    ticket = message.ticket
    said = [("in", "When will it be ready?"), ("out", "Some day."), ("internal", "He is a nuisance.")]
    for hours, (direction, text) in enumerate(said, start=2):
        make.a_message(ticket, direction, NOW - timedelta(days=1) + timedelta(hours=hours), body_text=text)
    make.a_message(ticket, "out", NOW + timedelta(hours=1), body_text="We are sorry.")
    complaint = make.a_complaint(message, what="A third time.")
    browser = visit(judge)
    page = browser.get(f"/complaints/{complaint.pk}/").content.decode()
    places = [page.index(text) for text in ("When will it be ready?", "Some day.", "unacceptable", "We are sorry.")]
    assert places == sorted(places) and "A third time." in page and "nuisance" not in page
    assert f"/tickets/{ticket.number}/" not in page  # of another department: its two sides, and no more
    assert statements(browser, f"/complaints/{complaint.pk}/") == OF_ONE
    own = visit(manager).get(f"/complaints/{complaint.pk}/").content.decode()
    assert "This complaint concerns you" in own and 'id="decide"' not in own and f"/tickets/{ticket.number}/" in own


def test_the_page_says_that_it_waits_for_a_substitute(visit, message, manager):
    complaint = make.a_complaint(message, by=manager)
    assert (
        "until the director names a substitute" in visit(manager).get(f"/complaints/{complaint.pk}/").content.decode()
    )


def test_who_only_flagged_it_reads_no_answers_of_a_ticket_that_they_see_no_more(visit, message):
    specialist = make.an_employee("specialist")
    make.a_message(message.ticket, "out", NOW + timedelta(hours=1), body_text="We are sorry.")
    complaint = make.a_complaint(message, by=specialist)
    page = visit(specialist).get(f"/complaints/{complaint.pk}/").content.decode()
    assert "unacceptable" in page and "We are sorry." not in page


def test_flagging_from_the_menu_and_deciding(visit, manager, judge, message):
    browser = visit(manager)
    address = f"/messages/{message.pk}/complaint/"
    assert address in browser.get(f"/messages/{message.pk}/tools/").content.decode()
    assert "This is unacceptable." in browser.get(address).content.decode()
    assert browser.post(address, {"what": "x" * 5_001}).status_code == 422
    done = browser.post(address, {"what": "He waited."})
    complaint = Complaint.objects.get()
    assert (done.status_code, done.headers["Location"]) == (302, f"/complaints/{complaint.pk}/")
    other = visit(judge)
    assert "1 complaint waits for your decision" in other.get("/complaints/").content.decode()
    decide = f"/complaints/{complaint.pk}/decide/"
    for bad in ({"event": "confirm"}, {"event": "burn", "reason": "No."}, {"event": "reject", "reason": " "}):
        assert other.post(decide, bad).status_code == 422
    assert other.post(decide, {"event": "confirm", "reason": "He did wait."}).status_code == 302
    assert "He did wait." in browser.get(f"/complaints/{complaint.pk}/").content.decode()
    other.post(decide, {"event": "reject", "reason": "It was nothing."})
    assert Complaint.objects.get().state == "confirmed"


def test_the_ticket_says_what_may_be_a_complaint_and_what_is_flagged(visit, statements, manager, message):
    director = make.an_employee("director")
    address = f"/tickets/{message.ticket.number}/"
    browser = visit(director)
    browser.get(address)
    before = statements(browser, address)
    suggestion = make.a_suggestion(message, "unacceptable")
    page = browser.get(address).content.decode()
    assert "This may be a complaint" in page and "unacceptable" in page
    assert statements(browser, address) == before
    dismiss = f"/complaints/suggestions/{suggestion.pk}/dismiss/"
    assert visit(manager).post(dismiss, headers={"HX-Request": "true"}).status_code == 422
    answer = browser.post(dismiss, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert "This may be a complaint" not in browser.get(address).content.decode()
    assert browser.post(dismiss).status_code == 302
    make.a_complaint(message)
    assert "flagged as a complaint" in browser.get(address).content.decode()
    assert ComplaintSuggestion.objects.get().state == "dismissed"


def test_a_complaint_by_phone_is_written_down_once(visit, manager):
    director = make.an_employee("director")
    client = make.a_client("Northern Light")
    browser = visit(director)
    assert "Northern Light" in browser.get("/complaints/new/?q=north").content.decode()
    assert "No such client" in browser.get("/complaints/new/?q=nobody").content.decode()
    for absent in ("0", "x", "9" * 30):
        assert browser.get(f"/complaints/new/?client={absent}").status_code == 404
    address = f"/complaints/new/?client={client.pk}"
    form = {"manager": manager.pk, "happened_on": "2026-11-17", "what": "Nobody calls back.", "idempotency_key": "k"}
    assert browser.post(address, form | {"happened_on": "2026-11-19"}).status_code == 422
    for _twice in range(2):
        assert browser.post(address, form).status_code == 302
    complaint = Complaint.objects.get()
    assert (complaint.client, complaint.manager, complaint.source) == (client, manager, "by_hand")
    page = browser.get(f"/complaints/{complaint.pk}/").content.decode()
    assert "Nobody calls back." in page and "Written down by hand" in page
    assert visit(make.an_employee("specialist")).get("/complaints/new/").status_code == 404


def test_words_are_kept_by_those_who_may(visit, head):
    browser = visit(head)
    assert "Add the standard list" in browser.get("/complaints/words/").content.decode()
    assert browser.post("/complaints/words/standard/").status_code == 302
    assert browser.post("/complaints/words/", {"language": "ru", "word": "беда"}).status_code == 302
    assert browser.post("/complaints/words/", {"language": "ru", "word": "беды"}).status_code == 422
    word = ComplaintWord.objects.get(word="беда")
    browser.post(f"/complaints/words/{word.pk}/", {"active": "0"})
    word.refresh_from_db()
    assert not word.is_active
    seen = visit(make.an_employee("specialist")).get("/complaints/words/").content.decode()
    assert "жалоба" in seen and "Switch" not in seen
