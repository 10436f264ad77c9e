"""`/absences/` and the presence in the top bar (L2, L3)."""

from datetime import date, timedelta

import pytest

from tests.factories import NOW, a_department, a_shift, an_absence, an_away_mark, an_employee, moscow, with_calendar
from workload.models import Absence, AwayMark, EmployeeSkill, LeaveSlip, Skill, WorkloadPolicy

pytestmark = pytest.mark.django_db
# session, account, person; the rail's figures, and every so many seconds the operator's; who is away; absences, their
# signatures and make-up hours, their departments; what waits to be signed; people, their departments; and where
# something is to be decided: where, people, planned days (2), rules, skills, roles
STATEMENTS = 21
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
        slip_of(an_absence(an_employee("manager", department=department), state="requested"), head)
        asked = an_absence(an_employee("manager", department=department), state="requested")
        slip_of(asked, an_employee("manager", department=department), head)
    assert statements(visit(head), "/absences/") == STATEMENTS


def slip_of(absence, *signers):
    """A slip whose first signer covers."""
    slip = LeaveSlip.objects.create(absence=absence)
    for number, person in enumerate(signers):
        slip.sign_offs.create(kind="colleague" if number else "cover", person=person, asked_at=NOW)
    return slip


def test_an_empty_page_teaches(visit, manager):
    page = visit(manager).get("/absences/").content.decode()
    assert "You have asked for nothing yet" in page
    assert "Nobody of your department is absent or away." in page


def test_asking_and_deciding(visit, manager, head):
    place = manager.employments.get().department
    cover = an_employee("manager", name="Boris Titov", department=place)
    other = an_employee("manager", name="Ilya Sokol", department=place)
    answer = visit(manager).post("/absences/", {"type": "vacation", "cover": cover.pk, **DAYS})
    assert answer.status_code == 302
    absence = Absence.objects.get()
    assert (absence.state, absence.cover) == ("requested", cover)
    page = visit(head).get("/absences/").content.decode()
    assert "1 absence to decide on" in page and "Boris Titov" in page
    assert "Boris Titov has not yet agreed to cover." in page
    answer = visit(head).post(f"/absences/{absence.pk}/approve/", {"cover": other.pk}, follow=True).content.decode()
    assert "Not approved yet: the slip is with Ilya Sokol first." in answer
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


def test_a_slip_is_signed_on_its_page_which_never_tells_the_type(visit, manager, head, department):
    cover = an_employee("manager", name="Boris Titov", department=department)
    colleague = an_employee("specialist", name="Ilya Sokol")
    asked = {"type": "study", "note": "zqexam", "cover": cover.pk, "colleagues": [colleague.pk], **DAYS}
    visit(manager).post("/absences/", asked)
    address = f"/absences/{Absence.objects.get().pk}/"
    assert visit(an_employee("manager", department=department)).get(address).status_code == 404
    assert "Look and sign" in visit(cover).get("/absences/").content.decode()
    assert "Look and sign" not in visit(colleague).get("/absences/").content.decode()
    page = visit(cover).get(address).content.decode()
    assert "Your signature" in page and "Boris Titov, cover: asked" in page
    assert "zqexam" not in page and "Study leave" not in page and "Coverage left" not in page
    refused = visit(cover).post(f"{address}decline/", {"note": ""})
    assert refused.status_code == 422 and "Write why you decline." in refused.content.decode()
    visit(cover).post(f"{address}decline/", {"note": "zqdentist"})
    assert "zqdentist" not in visit(colleague).get(address).content.decode()
    page = visit(manager).get(address).content.decode()
    assert "Boris Titov has declined to cover. Another cover is to be named." in page and "zqdentist" in page
    refused = visit(manager).post(f"{address}signers/", {"cover": head.pk, "colleagues": [head.pk]})
    assert refused.context["form"].errors == {"colleagues": ["Colleagues are others than the person and the cover."]}
    visit(manager).post(f"{address}signers/", {"cover": head.pk, "colleagues": [colleague.pk]})
    visit(head).post(f"{address}agree/")
    visit(colleague).post(f"{address}agree/", {"note": "Settled"})
    page = visit(head).get(address).content.decode()
    assert "Coverage left" in page and "Study leave" in page and "Settled" in page
    visit(head).post(f"{address}approve/", {})
    assert Absence.objects.get().state == "approved"
    assert visit(head).post(f"{address}agree/", follow=True).status_code in (200, 403)


def test_the_head_sees_who_is_left_against_the_fewest(visit, manager, head, department):
    with_calendar(department)
    WorkloadPolicy.objects.create(department=department, starts_on="2026-01-01", fewest_on_shift=2)
    layout = Skill.objects.create(name="Layout")
    for person in (manager, head):
        EmployeeSkill.objects.create(employee=person, skill=layout)
    absence = an_absence(manager, date(2026, 12, 7), state="requested", type="public_duty")
    page = visit(head).get(f"/absences/{absence.pk}/")
    left = page.context["card"].left
    assert [(day.planned, day.without, day.with_it, day.is_short) for day in left.days] == [(2, 2, 1, True)]
    assert [(each.label, each.names) for each in left.remaining] == [("Layout", [head.name]), ("Manager", [])]
    assert "Fewer people are left than the department needs." in page.content.decode()


def test_an_absence_in_the_past_is_confirmed_with_a_second_click(visit, manager):
    a_shift(manager, moscow(9, day=date(2026, 11, 17)))
    sick = {"type": "sickness", "starts_on": "2026-11-17", "ends_on": "2026-11-18"}
    page = visit(manager).post("/absences/", sick)
    assert page.status_code == 422
    assert "1 shift stands in that time and stays in the roster." in page.content.decode()
    assert not Absence.objects.exists()
    visit(manager).post("/absences/", {**sick, "confirmed": "1"})
    absence = Absence.objects.get()
    assert absence.state == "recorded"
    assert "What it changed in the past" in visit(manager).get(f"/absences/{absence.pk}/").content.decode()


def test_hours_are_made_up_and_what_is_missing_is_said(visit, manager, head):
    hours = {"type": "personal", "starts_on": "2026-12-07", "ends_on": "2026-12-07", "from_time": "10:00"}
    hours |= {"until_time": "12:00", "make_up_on": "2026-12-08", "make_up_from": "18:00"}
    page = visit(manager).post("/absences/", hours)
    assert page.context["form"].errors == {"make_up_on": ["Write the day, and from when until when."]}
    page = visit(manager).post("/absences/", {**hours, "make_up_until": "21:00"})
    assert page.context["form"].errors == {"make_up_on": ["Make-up hours are at most as long as the hours away."]}
    visit(manager).post("/absences/", {**hours, "make_up_until": "20:00"})
    assert "Made up on 8 December, 18:00–20:00." in visit(head).get("/absences/").content.decode()


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


def test_another_last_day_and_another_cover_on_the_page(visit, manager, head, department):
    other = an_employee("manager", department=department, name="Ilya Sokol")
    absence = an_absence(manager, NOW.date() - timedelta(days=5), days=2, type="sickness", state="recorded")
    a_shift(manager, moscow(9, day=NOW.date() - timedelta(days=1)))
    address = f"/absences/{absence.pk}/"
    assert "Set the last day" not in visit(manager).get(address).content.decode()
    assert "Set the last day" in visit(head).get(address).content.decode()
    asked = visit(head).post(f"{address}last-day/", {"ends_on": "2026-11-19"})
    assert asked.status_code == 422 and "1 shift stands in that time" in asked.content.decode()
    visit(head).post(f"{address}last-day/", {"ends_on": "2026-11-19", "confirmed": "1"})
    refused = visit(head).post(f"{address}cover/", {"cover": ""})
    assert refused.status_code == 422 and refused.context["new_cover"].errors
    visit(head).post(f"{address}cover/", {"cover": other.pk})
    absence.refresh_from_db()
    assert (absence.ends_on, absence.cover) == (date(2026, 11, 19), other)
    assert visit(manager).post(f"{address}cover/", {"cover": head.pk}, follow=True).status_code in (200, 403)
    absence.refresh_from_db()
    assert absence.cover == other
