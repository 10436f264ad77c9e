"""Disputes in figures for the director: counts that lead to their disputes, and patterns (D11)."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from tests.factories import NOW, a_department, a_dispute, a_regulation, a_version, an_employee
from tests.factories.api import api_of
from tests.factories.decided import a_decided_dispute

pytestmark = pytest.mark.django_db
# session, account, person; counts, patterns; the rail's figures, and every so many seconds the operator's two
STATEMENTS = 8


@pytest.fixture
def department():
    return a_department("Support")


@pytest.fixture
def director(department):
    return an_employee("director", department=department)


@pytest.fixture
def anna(department):
    return an_employee("manager", department=department, name="Anna Orlova")


@pytest.fixture
def boris(department):
    return an_employee("manager", department=department, name="Boris Titov")


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_the_number_of_disputes(visit, statements, director, rows):
    """Each more is a pair, an initiator who loses, an arbiter without a side, a regulation, a department, a month."""
    for number in range(rows):
        place, at = a_department(), NOW - timedelta(days=31 * number)
        judge = an_employee("head", department=place)
        people = [an_employee("manager", department=place) for _one in range(3)]
        version = a_version(a_regulation(place))
        for _each in range(5):
            a_decided_dispute("respondent_right", people[0], people[1], arbiter=judge, version=version, at=at)
        for _each in range(6):
            a_decided_dispute("both_right", people[2], people[1], arbiter=judge, version=version, at=at)
        a_dispute(people[0], people[1], version=version)
    browser = visit(director)
    assert statements(browser, "/director/disputes/?months=12") == STATEMENTS
    found = browser.get("/director/disputes/?months=12").context["report"].patterns
    assert [len(found.pairs), len(found.losing), len(found.undecided)] == [2 * rows, rows, rows]


def test_no_rule_is_named_where_two_were_disputed_alike(visit, director, department, anna, boris):
    for code in ("R-1", "R-2"):
        version = a_version(a_regulation(department, code=code))
        for _each in range(2):
            a_decided_dispute("accepted", anna, boris, version=version)
    page = visit(director).get("/director/disputes/").content.decode()
    assert "<h1>4 disputes ended</h1>" in page


def test_a_pair_is_seen_while_its_disputes_are_open(visit, director, department, anna, boris):
    for sides in ((anna, boris), (boris, anna)) * 3:
        a_dispute(*sides, version=a_version(a_regulation(department)))
    browser = visit(director)
    page = browser.get("/director/disputes/")
    assert [(pair.by_one, pair.by_other) for pair in page.context["report"].patterns.pairs] == [(3, 3)]
    address = f"/disputes/?view=all&initiator={anna.pk}&respondent={boris.pk}&active_from=2026-06-01"
    assert address.replace("&", "&amp;") in page.content.decode()
    assert browser.get(address).content.decode().count("A letter answered on the third day</a>") == 3


def test_every_figure_leads_to_what_it_counts(visit, director, department, anna, boris):
    version = a_version(a_regulation(department, code="R-12"), title="Answering letters")
    for state in ("accepted", "accepted", "defaulted", "both_wrong"):
        a_decided_dispute(state, anna, boris, version=version)
    a_dispute(anna, boris, version=version)
    page = visit(director).get("/director/disputes/?months=3").content.decode()
    assert "<h1>4 disputes ended, 25 % of them by silence; R-12 was disputed most</h1>" in page.replace("\xa0", " ")
    here = f"department={department.pk}"
    assert f'href="/disputes/?view=all&amp;decided_from=2026-09-01&amp;state=accepted&amp;{here}">2</a>' in page
    assert f'href="/disputes/?view=all&amp;state=open&amp;{here}">1</a>' in page
    assert (
        f'href="/disputes/?view=all&amp;decided_from=2026-09-01&amp;regulation={version.regulation_id}">4</a>' in page
    )
    month = "/disputes/?view=all&decided_from=2026-11-01&decided_to=2026-11-01"
    assert month.replace("&", "&amp;") in page
    assert visit(director).get(month).content.decode().count("data-row") == 4
    assert "2.3 d" in page and "2.0 d" in page


def test_patterns_are_shown_from_their_thresholds_on(visit, director, department, anna, boris):
    judge = an_employee("head", department=department, name="Vera Head")
    for number in range(4):
        a_decided_dispute("respondent_right", anna, boris, arbiter=judge, at=NOW - timedelta(days=number))
    browser = visit(director)
    assert "Nothing stands out" in browser.get("/director/disputes/").content.decode()
    a_decided_dispute("respondent_right", boris, anna, arbiter=judge)
    page = browser.get("/director/disputes/").content.decode()
    assert "Anna Orlova – Boris Titov" in page and "They mostly lose" not in page and "no side" not in page
    a_decided_dispute("respondent_right", anna, boris, arbiter=judge)
    for _number in range(7):
        a_decided_dispute("both_wrong", anna, boris, arbiter=judge)
    page = browser.get("/director/disputes/").content.decode()
    assert "5 lost" in page and "0 both right, 7 both wrong" in page
    assert f"initiator={anna.pk}&amp;respondent={boris.pk}" in page


def test_patterns_are_of_the_last_six_months_however_many_are_counted(visit, director, department, anna, boris):
    for ago in (175, 165):  # in May, which is not looked at any more, and in June
        for _number in range(5):
            a_decided_dispute("accepted", anna, boris, at=NOW - timedelta(days=ago))
    page = visit(director).get("/director/disputes/?months=12")
    report = page.context["report"]
    assert (report.whole.decided, [pair.number for pair in report.patterns.pairs]) == (10, [5])
    assert "Looked for since June 2026." in page.content.decode()


def test_it_is_the_directors_alone(visit, director, department, anna):
    for person in (anna, an_employee("head", department=department), an_employee("administrator")):
        assert visit(person).get("/director/disputes/").status_code == 404
        assert visit(person).get("/director/disputes/csv/").status_code == 404
    browser = visit(director)
    assert "Nobody has disputed anything yet" in browser.get("/director/disputes/").content.decode()
    assert browser.get("/director/disputes/?months=7").status_code == 404
    assert browser.get("/director/disputes/pdf/").status_code == 404


def test_the_file_counts_by_everything(visit, director, department, anna, boris):
    version = a_version(a_regulation(department, code="R-12"))
    for state in ("accepted", "accepted", "both_right"):
        a_decided_dispute(state, anna, boris, version=version)
    browser = visit(director)
    text = browser.get("/director/disputes/csv/?months=3").getvalue().decode().lstrip("\ufeff")
    assert list(csv.reader(StringIO(text)))[1:] == [
        ["2026-11-01", "Support", "R-12", "Accepted", "2", "72.0", ""],
        ["2026-11-01", "Support", "R-12", "Both are right", "1", "24.0", "48.0"],
    ]
    assert b"".join(browser.get("/director/disputes/xlsx/")).startswith(b"PK")


def test_the_api_says_the_same(director, department, anna, boris):
    version = a_version(a_regulation(department, code="R-12"))
    for state in ("defaulted", "both_right"):
        a_decided_dispute(state, anna, boris, version=version)
    a_dispute(anna, boris, version=version)
    told = api_of(director).get("/api/v1/dispute-report/", {"months": 3}).json()
    assert told["whole"]["counts"] == {"defaulted": 1, "both_right": 1, "open": 1}
    assert (told["whole"]["silent_percent"], told["months"][-1]["tally"]["decided"]) == (50, 2)
    rule = told["regulations"][0]
    assert (rule["code"], rule["revisions"], rule["open_revisions"]) == ("R-12", 1, 1)
    assert [line["month"] for line in told["months"]] == ["2026-09-01", "2026-10-01", "2026-11-01"]
    assert api_of(director).get("/api/v1/dispute-report/", {"months": 5}).status_code == 422
    assert api_of(anna).get("/api/v1/dispute-report/").status_code == 404
