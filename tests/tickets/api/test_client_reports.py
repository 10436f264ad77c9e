"""Reports over the API: read with their lines, sent by who may (W8)."""

import pytest

from tests.factories import a_client, a_contract, a_project, a_report, an_employee, billed
from tests.factories.api import api_of
from tickets.models import ClientReport

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return an_employee("office_manager")


@pytest.fixture
def project(office):
    return a_project(department=office.employments.get().department)


def test_a_report_is_read_with_its_lines(office, project):
    contract = a_contract(project, included_minutes=50)
    billed(project)
    report = a_report(project)
    shown = api_of(office).get(f"/api/v1/client-reports/{report.pk}/").json()
    assert (shown["client"]["id"], shown["month"], shown["state"]) == (report.client_id, "2026-10-01", "draft")
    assert (shown["minutes"], shown["beyond_minutes"], shown["beyond_amount"]) == (60, 10, "416.67")
    [line] = shown["lines"]
    assert (line["text"], line["minutes"], line["hole"]) == ("Texts of the main page", 60, "")
    [month] = shown["contracts"]
    assert (month["contract"], month["number"], month["used_minutes"]) == (contract.pk, contract.number, 60)


def test_reports_are_found_by_month_and_state(office, project):
    report = a_report(project, is_sent=True)
    client = api_of(office)
    for query, count in (("month=2026-10-01&state=sent", 1), ("state=draft", 0), ("month=2026-09-01", 0)):
        assert len(client.get(f"/api/v1/client-reports/?{query}").json()["results"]) == count
    assert len(client.get(f"/api/v1/client-reports/?client={report.client_id}").json()["results"]) == 1


def test_a_manager_sees_own_lines_and_no_sums_of_a_shared_client():
    client = a_client()
    mine, other = a_project(client), a_project(client)
    billed(mine), billed(other, client_text="OTHER-LINE")
    report = a_report(mine)
    shown = api_of(mine.owner).get(f"/api/v1/client-reports/{report.pk}/").json()
    assert (shown["minutes"], shown["line_count"], len(shown["lines"]), shown["contracts"]) == (None, None, 1, [])
    assert "OTHER-LINE" not in str(shown)
    assert api_of(an_employee("manager")).get(f"/api/v1/client-reports/{report.pk}/").status_code == 404


def test_sending_refuses_holes_and_happens_once(office, project):
    billed(project, client_text="")
    report = a_report(project)
    client = api_of(office)
    refused = client.post(f"/api/v1/client-reports/{report.pk}/send/")
    assert refused.status_code == 409 and "Fill the holes" in refused.json()["detail"]
    line = report.lines.get()
    line.text = "Banner"
    line.save()
    good = a_report(project)
    assert client.post(f"/api/v1/client-reports/{good.pk}/send/").json()["state"] == "sent"
    assert client.post(f"/api/v1/client-reports/{good.pk}/send/").json()["state"] == "sent"
    assert api_of(project.owner).post(f"/api/v1/client-reports/{good.pk}/send/").status_code == 403
    assert ClientReport.objects.get().state == "sent"


def test_the_office_builds_a_month_over_the_api_once():
    office = an_employee("office_manager")
    begun = api_of(office).post("/api/v1/client-reports/build/", {"month": "2026-10-17"})
    assert begun.status_code == 202, begun.content
    assert begun.json()["address"] == f"/jobs/{begun.json()['id']}/"
    again = api_of(office).post("/api/v1/client-reports/build/", {"month": "2026-10-01"})
    assert again.json()["id"] == begun.json()["id"]
    assert (
        api_of(an_employee("manager")).post("/api/v1/client-reports/build/", {"month": "2026-10-01"}).status_code == 403
    )
