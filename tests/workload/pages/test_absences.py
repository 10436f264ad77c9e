"""`/absences/` and the presence in the top bar (L2, L3)."""

from datetime import timedelta

import pytest

from tests.factories import NOW, a_department, an_absence, an_away_mark, an_employee
from workload.models import Absence, AwayMark

pytestmark = pytest.mark.django_db
# session, account, person; the rail's figures, and every so many seconds the operator's; who is away; absences, their
# departments; people, their departments
STATEMENTS = 11
DAYS = {"starts_on": "2026-12-07", "ends_on": "2026-12-11"}


@pytest.fixture
def department():
    return a_department()


@pytest.fixture
def manager(department):
    return an_employee("manager", department=department, name="Anna Orlova")


@pytest.fixture
def head(department):
    return an_employee("head", department=department)


@pytest.mark.parametrize("rows", [1, 3])
def test_as_many_statements_whatever_the_number_of_absences(visit, statements, department, head, rows):
    for _ in range(rows):
        an_absence(an_employee("manager", department=department), cover=head)
        an_absence(an_employee("manager", department=department), state="requested")
    assert statements(visit(head), "/absences/") == STATEMENTS


def test_an_empty_page_teaches(visit, manager):
    page = visit(manager).get("/absences/").content.decode()
    assert "You have asked for nothing yet" in page
    assert "Nobody of your department is absent or away." in page


def test_asking_and_deciding(visit, manager, head):
    cover = an_employee("manager", name="Boris Titov", department=manager.employments.get().department)
    answer = visit(manager).post("/absences/", {"type": "vacation", "cover": cover.pk, **DAYS})
    assert answer.status_code == 302
    absence = Absence.objects.get()
    assert (absence.state, absence.cover) == ("requested", cover)
    page = visit(head).get("/absences/").content.decode()
    assert "1 absence to decide on" in page and "Boris Titov" in page
    visit(head).post(f"/absences/{absence.pk}/approve/", {"cover": head.pk})
    absence.refresh_from_db()
    assert (absence.state, absence.cover) == ("approved", head)


def test_sickness_is_recorded_at_once(visit, manager):
    visit(manager).post("/absences/", {"type": "sickness", "starts_on": "2026-11-18", "ends_on": "2026-11-18"})
    assert Absence.objects.get().state == "recorded"


def test_a_refusal_stands_at_its_field(visit, manager):
    page = visit(manager).post("/absences/", {"type": "vacation", "starts_on": "2026-12-07", "ends_on": "2026-12-01"})
    assert page.status_code == 422
    assert page.context["form"].errors == {"ends_on": ["The absence ends before it starts."]}


def test_a_rejection_needs_its_reason_and_a_person_cancels_their_own(visit, manager, head):
    absence = an_absence(manager, NOW.date() + timedelta(days=9), state="requested")
    page = visit(head).post(f"/absences/{absence.pk}/reject/", {"note": ""}, follow=True).content.decode()
    assert "Write why the absence is rejected." in page
    visit(manager).post(f"/absences/{absence.pk}/cancel/")
    absence.refresh_from_db()
    assert absence.state == "cancelled"


def test_colleagues_see_until_when_and_never_why(visit, department, manager):
    an_absence(manager, type="sickness", note="zqflu", days=3)
    an_away_mark(an_employee("manager", department=department), kind="meeting")
    for role in ("manager", "operator", "specialist", "sales"):
        page = visit(an_employee(role, department=department)).get("/absences/").content.decode()
        # The form's own list of types is everybody's; of Anna it may say nothing but "absent".
        assert "Anna Orlova" in page and "Absent until Sat" in page and "(meeting)" in page
        assert "zqflu" not in page and page.count("Sickness") == page.count(">Sickness</option>") + page.count(
            "Sickness counts at once"
        )


def test_one_click_away_and_back(visit, manager):
    browser = visit(manager)
    answer = browser.post("/presence/away/", {"minutes": "15", "kind": "lunch"}, headers={"HX-Request": "true"})
    assert "Away until 12:15" in answer.content.decode()
    assert AwayMark.objects.get().kind == "lunch"
    assert "Away until 12:15" in browser.get("/absences/").content.decode()
    answer = browser.post("/presence/back/", headers={"HX-Request": "true"})
    assert "I am back" not in answer.content.decode()
    assert not AwayMark.objects.exists()


def test_away_until_a_time_of_today(visit, manager):
    visit(manager).post("/presence/away/", {"until": "14:30", "kind": "meeting"})
    assert AwayMark.objects.get().ends_at == NOW + timedelta(hours=2, minutes=30)


@pytest.mark.parametrize("given", [{"until": "11:00"}, {"minutes": "721"}, {"minutes": "no"}, {"kind": "holiday"}])
def test_what_cannot_be_is_said_and_nothing_changes(visit, manager, given):
    answer = visit(manager).post("/presence/away/", given, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert not AwayMark.objects.exists()
