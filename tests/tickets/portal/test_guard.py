"""Who is in the portal stays in it, and who is not finds nothing there (P2, P3)."""

import pytest
from django.test import Client as Browser
from django.urls import reverse

from tests.factories import an_employee
from tests.tickets.portal.test_canaries import addresses

IDS = {
    "number": 1,
    "message_id": 1,
    "file_id": "00000000-0000-4000-8000-000000000000",
    "approval_id": 1,
    "report_id": 1,
    "line_id": 1,
}
STAFF = (
    "/queue/",
    "/clients/",
    "/notices/",
    "/notices/bell/",
    "/search/?q=map",
    "/profile/",
    "/operator/",
    "/admin/",
    "/api/v1/tickets/",
    "/api/v1/me/",
    "/api/v1/schema/",
    "/nothing/",
)


@pytest.mark.parametrize("path", STAFF)
def test_a_clients_person_finds_nothing_else(marina, path):
    assert (marina.get(path).status_code, marina.post(path).status_code) == (404, 404)


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/password/reset/", "/accounts/2fa/", "/healthz"])
def test_what_everybody_needs_is_open(marina, path):
    assert marina.get(path).status_code in (200, 302)


def test_the_first_page_leads_into_the_portal(marina):
    assert marina.get("/").headers["Location"] == "/portal/"


def test_pages_of_the_log_in_stand_in_the_portals_frame(marina, contact):
    contact.user.set_password("furniture-and-cedars")
    contact.user.save()
    marina.force_login(contact.user)
    page = marina.get("/accounts/password/change/").content.decode()
    assert ("portal-tabs" in page, 'class="rail' in page) == (True, False)


@pytest.mark.parametrize("role", ["manager", "director", "administrator"])
def test_to_employees_the_portal_is_not_there(visit, settings, role):
    settings.SECOND_FACTOR_ROLES = ()
    browser = visit(an_employee(role))
    paths = [url for _has_ids, url in addresses(IDS)] + [reverse("portal-enter", args=["guessed"])]
    assert {browser.get(path).status_code for path in paths} <= {404, 405}
    assert {browser.post(path).status_code for path in paths} <= {404, 405}


@pytest.mark.django_db
def test_visitors_are_led_to_the_portals_log_in_and_back():
    answer = Browser().get("/portal/tickets/?show=closed")
    assert answer.headers["Location"] == "/portal/login/?next=%2Fportal%2Ftickets%2F%3Fshow%3Dclosed"


def test_who_is_a_contact_no_more_finds_nothing(marina, contact):
    type(contact).objects.filter(pk=contact.pk).update(is_active=False)  # past every action, sessions and all
    assert marina.get("/portal/").status_code == 404
    assert "has no access any more" in marina.get("/").content.decode()
