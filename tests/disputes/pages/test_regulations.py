"""`/regulations/` and what is below it: read, written, published, compared, mended (D2, D6)."""

import re
from datetime import date, timedelta

import pytest

from disputes.models import Acknowledgement, Regulation, RegulationGap, RegulationVersion, RevisionRequest
from disputes.queries.standing import standing_of
from support_desk.shared.models import Notice
from tests import factories as make
from tests.factories import NOW

pytestmark = pytest.mark.django_db
# session, account, person; the rail's figures; rules, versions, readings, revisions
LIST = 8
# the same; the rule, its versions, readings, clauses, revisions, disputes
ONE = 10
# the same; departments, versions that bind, people, readings
MATRIX = 8
# the same; open ones, versions that mend them, closed ones
REVISIONS = 7
# the same, and the operator count of a head (2); gaps, their tickets, rules to choose from
GAPS = 9
TODAY = NOW.date()


@pytest.fixture
def department():
    return make.a_department("Sales")


@pytest.fixture
def head(department):
    return make.an_employee("head", department=department, name="Hanna Head")


@pytest.fixture
def reader(department):
    return make.an_employee("manager", department=department, name="Mara")


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_the_number_of_rules(visit, statements, department, head, reader, rows):
    for _ in range(rows):
        rule = make.a_regulation(department, owner=head)
        make.acknowledged(make.a_version(rule), *(make.an_employee(department=department) for _ in range(rows)))
        make.a_version(rule, starts_on=TODAY + timedelta(days=9))
        for _ in range(rows):
            make.a_version(make.a_regulation(owner=head))
        a_revision(rule, head)
        make.a_dispute(make.an_employee(department=department), reader, version=rule.versions.get(number=1))
    browser = visit(reader)
    assert statements(browser, "/regulations/") == LIST
    assert statements(browser, f"/regulations/{rule.pk}/") == ONE
    assert statements(browser, f"/regulations/readers/?department={department.pk}") == MATRIX
    assert statements(browser, "/regulations/revisions/") == REVISIONS


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_the_number_of_gaps(visit, statements, department, head, reader, rows):
    for _ in range(rows):
        a_gap(department, reader, ticket=make.a_ticket(department=department))
    assert statements(visit(head), "/regulations/gaps/") == GAPS


def test_long_lists_go_on_with_another_page(visit, department, head, reader, monkeypatch):
    monkeypatch.setattr("support_desk.shared.cursors.keyset_page.__kwdefaults__", {"cursor": "", "size": 2})
    monkeypatch.setattr("disputes.views.regulation_readers.PEOPLE_SHOWN", 1)
    for number in range(3):
        rule = make.a_version(make.a_regulation(department, owner=head, code=f"R-{number}")).regulation
        a_revision(rule, head)
        closing = {"state": "dismissed", "answer": "No.", "closed_by": head, "closed_at": NOW - timedelta(days=number)}
        a_gap(department, reader, what=f"Gap {number}", **(closing if number else {}))
    browser = visit(head)
    page = browser.get("/regulations/revisions/").content.decode()
    assert "3 rules are being mended" in page and "R-0" in page and "R-2" not in page
    assert "R-2" in (last := following(browser, "/regulations/revisions/", page)) and "R-0" not in last
    page = browser.get("/regulations/gaps/").content.decode()
    assert "Gap 0" in page and "Gap 1" in page and "Gap 2" not in page
    assert "Gap 2" in (last := following(browser, "/regulations/gaps/", page)) and "Gap 1" not in last
    page = browser.get("/regulations/readers/").content.decode()
    assert "6 readings are missing" in page and "Hanna Head" in page and "Mara" not in page
    assert "Mara</th>" in following(browser, "/regulations/readers/", page)
    assert browser.get("/regulations/readers/?page=3").status_code == 404


def following(browser, address, page):
    """The page behind "More"."""
    return browser.get(address + re.search(r'rel="next" href="([^"]+)"', page)[1]).content.decode()


def test_what_waits_to_be_read_stands_first_and_is_read_by_one_click(visit, department, head, reader):
    version = make.a_version(make.a_regulation(department, owner=head, code="R-12"))
    make.a_version(make.a_regulation(make.a_department(), code="X-1"))
    browser = visit(reader)
    page = browser.get("/regulations/").content.decode()
    assert "1 rule waits to be read by you" in page and "R-12" in page and "X-1" not in page
    assert "X-1" in browser.get("/regulations/?view=all").content.decode()
    text = browser.get(f"/regulations/{version.regulation_id}/").content.decode()
    assert "I have read it" in text and "A promise is kept." in text and "Hanna Head" in text
    done = browser.post(f"/regulations/versions/{version.pk}/read/", follow=True).content.decode()
    assert "You have read this version" in done and "I have read it" not in done
    assert Acknowledgement.objects.get().acknowledged_at == NOW
    empty = browser.get("/regulations/?view=unread").content.decode()
    assert "You have read everything that binds you" in empty


def test_an_empty_page_teaches(visit, head, reader):
    assert "Write the first rule" in visit(head).get("/regulations/").content.decode()
    page = visit(reader).get("/regulations/").content.decode()
    assert "Report an error that no rule describes" in page and "/regulations/new/" not in page
    for url, words in (
        ("/regulations/?view=drafts", "No draft waits"),
        ("/regulations/?view=ended", "No rule has ended"),
        ("/regulations/readers/", "No rule binds this department yet"),
        ("/regulations/revisions/", "No rule is being mended"),
        ("/regulations/gaps/", "No gap has been reported"),
    ):
        assert words in visit(reader).get(url).content.decode()


def test_written_by_the_owner_published_by_the_head_and_compared(visit, department, head, reader):
    browser = visit(head)
    fields = {"code": "R-1", "department": department.pk, "owner": reader.pk, "title": "Letters",
              "starts_on": "2026-11-01", "changes": ""}  # fmt: skip
    bad = browser.post("/regulations/new/", {**fields, "clauses": "1 One\nand so on"})
    assert bad.status_code == 422
    assert "Line 2 does not begin with a number such as 3.1 and a space: and so on" in bad.content.decode()
    page = browser.post(
        "/regulations/new/", {**fields, "clauses": "1 An answer in a day.\n2 <b>Kept.</b>"}, follow=True
    )
    rule = Regulation.objects.get()
    assert "draft" in page.content.decode() and "&lt;b&gt;Kept.&lt;/b&gt;" in page.content.decode()
    assert visit(make.an_employee()).get(f"/regulations/{rule.pk}/").status_code == 404
    refused = visit(reader).post(f"/regulations/{rule.pk}/publish/", follow=True)
    assert "The head publishes a rule of the department" in refused.content.decode()
    browser.post(f"/regulations/{rule.pk}/publish/")
    owner = visit(reader)
    form = owner.get(f"/regulations/{rule.pk}/edit/").content.decode()
    assert "1 An answer in a day." in form and "2026-12-02" in form
    again = {
        "title": "Letters",
        "starts_on": "2026-12-02",
        "changes": "Sooner",
        "clauses": "1 An answer in an hour.\n3 New.",
    }
    owner.post(f"/regulations/{rule.pk}/edit/", again)
    page = browser.post(f"/regulations/{rule.pk}/publish/", follow=True).content.decode()
    assert "Published. Everybody it binds is told." in page
    assert Notice.objects.filter(user=reader.user, kind="regulation.published").count() == 2
    diff = owner.get(f"/regulations/{rule.pk}/diff/?from=1&to=2").content.decode()
    assert "R-1: 3 clauses have changed" in diff and "<del>a</del> <ins>an</ins>" not in diff
    assert "in <del>a</del><ins>an</ins> <del>day</del><ins>hour</ins>." in diff
    for query in ("from=2&to=1", "from=1&to=9", "from=x", "from=1&to=1"):
        assert owner.get(f"/regulations/{rule.pk}/diff/?{query}").status_code == 404
    assert owner.get(f"/regulations/{rule.pk}/?version=7").status_code == 404
    assert "former" not in owner.get(f"/regulations/{rule.pk}/?version=1").content.decode()


def test_a_draft_is_read_by_who_keeps_the_rule(visit, department, head, reader):
    rule = make.a_version(make.a_regulation(department, owner=head)).regulation
    make.a_version(rule, is_draft=True, title="Not said yet")
    assert [one.number for one in RegulationVersion.objects.visible_to(make.viewer(reader))] == [1]
    assert "Not said yet" not in visit(reader).get(f"/regulations/{rule.pk}/").content.decode()
    assert visit(reader).get(f"/regulations/{rule.pk}/?version=2").status_code == 404
    assert "Not said yet" in visit(head).get(f"/regulations/{rule.pk}/?version=2").content.decode()


def test_a_rule_stands_through_its_last_day(department, head):
    version = make.a_version(make.a_regulation(department, owner=head, is_active=False, ended_on=NOW.date()))
    rule = version.regulation
    assert standing_of(rule, [version], NOW.date()).current == version
    assert standing_of(rule, [version], NOW.date() + timedelta(days=1)).current is None


def test_another_owner_and_the_end_of_a_rule(visit, department, head, reader):
    rule = make.a_version(make.a_regulation(department, owner=head)).regulation
    browser = visit(head)
    browser.post(f"/regulations/{rule.pk}/owner/", {"owner": reader.pk})
    rule.refresh_from_db()
    assert rule.owner == reader
    assert "Choose a person." in browser.post(f"/regulations/{rule.pk}/owner/", {}, follow=True).content.decode()
    page = browser.post(f"/regulations/{rule.pk}/end/", follow=True).content.decode()
    assert "The rule was in force until 18 November 2026." in page
    assert browser.get(f"/regulations/{rule.pk}/edit/").status_code == 404
    assert rule.code in browser.get("/regulations/?view=ended").content.decode()


def test_the_matrix_says_who_has_read_what_as_page_and_file(visit, department, head, reader):
    version = make.a_version(make.a_regulation(department, owner=head, code="R-12"))
    make.a_version(make.a_regulation(make.a_department(), code="X-1"))
    make.acknowledged(version, reader, at=NOW)
    browser = visit(reader)
    page = browser.get("/regulations/readers/").content.decode()
    assert "1 reading is missing" in page and "18 Nov 2026" in page and "not yet" in page and "X-1" not in page
    whole = browser.get("/regulations/readers/?department=all").content.decode()
    assert "X-1" in whole and "not asked" in whole
    lines = browser.get(f"/regulations/readers/files/csv/?department={department.pk}").getvalue().decode()
    assert lines.splitlines()[0].endswith("Employee,Department,R-12")
    assert "Hanna Head,Sales,not yet" in lines and "Mara,Sales,2026-11-18" in lines
    assert browser.get("/regulations/readers/files/xlsx/").getvalue().startswith(b"PK")
    assert browser.get("/regulations/readers/files/pdf/").status_code == 404
    assert browser.get("/regulations/readers/?department=999999").status_code == 404


def test_a_revision_is_asked_for_shown_and_closed(visit, department, head, reader):
    rule = make.a_version(make.a_regulation(department, owner=reader, code="R-12")).regulation
    browser, owner = visit(head), visit(reader)
    url = f"/regulations/{rule.pk}/revise/"
    assert "Write what is unclear" in browser.post(url, {"what": ""}, follow=True).content.decode()
    page = browser.post(url, {"what": "When does a day begin?", "due_on": "2026-11-20"}, follow=True).content.decode()
    assert "This rule is being mended by Mara until 20 November." in page and "Ask for a revision" not in page
    assert "1 rule is being mended" in owner.get("/regulations/revisions/").content.decode()
    revision = RevisionRequest.objects.get()
    close = f"/regulations/revisions/{revision.pk}/close/"
    refused = visit(make.an_employee()).post(close, {"answer": "No"}, follow=True)
    assert "A revision is closed by who makes it" in refused.content.decode()
    assert "Choose a version" in owner.post(close, {"version": "x"}, follow=True).content.decode()
    version = make.a_version(rule, is_draft=True, starts_on=date(2026, 12, 1))
    browser.post(f"/regulations/{rule.pk}/publish/")
    assert "Mended by version 2" in owner.get("/regulations/revisions/").content.decode()
    owner.post(close, {"version": version.pk})
    revision.refresh_from_db()
    assert revision.version == version
    other = a_revision(rule, head)
    owner.post(f"/regulations/revisions/{other.pk}/close/", {"answer": "It is clear."})
    assert "Kept as it is: It is clear." in owner.get("/regulations/revisions/").content.decode()


def test_a_gap_is_reported_and_decided(visit, department, head, reader):
    rule = make.a_version(make.a_regulation(department, owner=head, code="R-12")).regulation
    foreign = make.a_ticket()
    browser, decider = visit(reader), visit(head)
    good = {"happened_on": "2026-11-17", "what": "Nobody told the client.", "ticket": ""}
    for bad, field in (
        ({"ticket": foreign.number}, "ticket"),
        ({"happened_on": "2026-11-20"}, "happened_on"),
        ({"what": ""}, "what"),
    ):
        answer = browser.post("/regulations/gaps/", {**good, **bad})
        assert answer.status_code == 422 and field in answer.context["form"].errors
    assert "Nobody told the client." in browser.post("/regulations/gaps/", good, follow=True).content.decode()
    browser.post("/regulations/gaps/", {**good, "what": "Once more."})
    first, second = RegulationGap.objects.order_by("pk")
    url = "/regulations/gaps/{}/close/"
    refused = browser.post(url.format(first.pk), {"answer": "No"}, follow=True)
    assert "The head of the department decides" in refused.content.decode()
    assert "write why none" in decider.post(url.format(first.pk), {}, follow=True).content.decode()
    assert "write why none" in decider.post(url.format(first.pk), {"regulation": "x"}, follow=True).content.decode()
    decider.post(url.format(first.pk), {"regulation": rule.pk})
    decider.post(url.format(second.pk), {"answer": "It happens."})
    page = browser.get("/regulations/gaps/").content.decode()
    assert "A rule was written" in page and "No rule is needed" in page and "It happens." in page
    assert visit(make.an_employee()).post(url.format(first.pk), {"answer": "No"}).status_code == 404


def a_revision(rule, asked_by):
    return RevisionRequest.objects.create(
        regulation=rule, owner=rule.owner, what="Unclear.", due_on=TODAY, asked_by=asked_by, asked_at=NOW
    )


def a_gap(department, reporter, **over):
    return RegulationGap.objects.create(
        department=department,
        reported_by=reporter,
        reported_at=NOW,
        happened_on=TODAY,
        **{"what": "Something.", **over},
    )
