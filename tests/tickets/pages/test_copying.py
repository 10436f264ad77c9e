"""The pages that copy a calendar and an SLA policy for one's own department (S1, P2)."""

import pytest

from tests.factories import a_calendar, a_department, a_policy, an_employee
from tickets.models import SlaPolicy
from workload.models import WorkingCalendar


@pytest.fixture
def head(visit, settings):
    settings.SECOND_FACTOR_ROLES = ()
    person = an_employee("head", department=a_department("North"))
    person.user.is_staff = True
    person.user.save()
    return visit(person)


def test_a_head_copies_a_calendar_under_the_proposed_name(head):
    calendar = a_calendar("Hours", is_default=True)
    year = head.get(f"/calendars/{calendar.code}/2026/").content.decode()
    path = f"/calendars/{calendar.code}/copy/"
    assert path in year
    assert 'value="Hours, North"' in head.get(path).content.decode()
    done = head.post(path, {"name": "Hours, North"}, follow=True)
    copy = WorkingCalendar.objects.get(name="Hours, North")
    assert done.redirect_chain[-1][0] == f"/calendars/{copy.code}/2026/"
    assert "Copied." in done.content.decode()


def test_a_head_copies_a_policy_and_changes_it_in_the_catalogue(head):
    policy = a_policy("Gold", is_default=True)
    a_department("South")
    shown = head.get(f"/admin/tickets/slapolicy/{policy.pk}/change/").content.decode()
    assert f"/sla/policies/{policy.pk}/copy/" in shown
    assert 'value="Gold, North"' in head.get(f"/sla/policies/{policy.pk}/copy/").content.decode()
    done = head.post(f"/sla/policies/{policy.pk}/copy/", {"name": "Gold, North"}, follow=True)
    copy = SlaPolicy.objects.get(name="Gold, North")
    assert done.redirect_chain[-1][0] == f"/admin/tickets/slapolicy/{copy.pk}/change/"
    assert 'name="warn_percent"' in done.content.decode()


def test_a_name_that_is_taken_is_refused_at_the_field(head):
    a_policy("Silver")
    policy = a_policy("Gold")
    again = head.post(f"/sla/policies/{policy.pk}/copy/", {"name": "Silver"})
    page = again.content.decode()
    assert again.status_code == 422
    assert "Something else is called so already." in page
    assert 'id="id_name_error"' in page and 'value="Silver"' in page
    assert SlaPolicy.objects.count() == 2


def test_who_keeps_no_catalogues_finds_neither_page_nor_button(visit):
    policy, manager = a_policy(), visit(an_employee("manager"))
    calendar = policy.calendar
    for path in (f"/calendars/{calendar.code}/copy/", f"/sla/policies/{policy.pk}/copy/"):
        assert manager.get(path).status_code == manager.post(path, {"name": "Mine"}).status_code == 404
    assert "/copy/" not in manager.get(f"/calendars/{calendar.code}/2026/").content.decode()


def test_nobodys_department_is_not_named(visit, settings):
    settings.SECOND_FACTOR_ROLES = ()
    policy = a_policy("Gold")
    page = visit(an_employee("director")).get(f"/sla/policies/{policy.pk}/copy/").content.decode()
    assert 'value="Gold, copy"' in page
