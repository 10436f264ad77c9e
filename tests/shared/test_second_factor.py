"""Money and administration without a second factor go no further, from the very next request on."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client as Browser
from django.urls import reverse

from support_desk.shared.actions.second_factor import reset_second_factor
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry, User
from tests.factories import NOW, an_employee, viewer

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
ENROL = reverse("mfa_activate_totp")


@pytest.fixture(autouse=True)
def _roles_that_need_one(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ("director", "administrator")


@pytest.fixture
def director() -> User:
    """Somebody with a password and a second factor."""
    user = an_employee("director", name="Vera").user
    user.set_password(PASSWORD)
    user.save()
    TOTP.activate(user, generate_totp_secret())
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0})
    return user


def browser_of(user: User) -> Browser:
    browser = Browser()
    browser.force_login(user)
    return browser


def is_led_to_enrol(browser: Browser) -> bool:
    return browser.get("/").headers.get("Location") == ENROL


def remove(browser: Browser) -> Any:
    """Presses the button on the page of the second factor, after saying the password again."""
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return browser.post(reverse("mfa_deactivate_totp"))


def test_who_has_one_is_asked_nothing_and_looked_up_once(director: User, django_assert_num_queries: Any) -> None:
    browser = browser_of(director)
    assert browser.get("/clients/").status_code == 200
    # as for everybody: session, account, person; the list; the rail's figures
    with django_assert_num_queries(5):
        browser.get("/clients/")


def test_removing_it_takes_effect_at_the_next_request(director: User) -> None:
    here, elsewhere = browser_of(director), browser_of(director)
    assert not is_led_to_enrol(here) and not is_led_to_enrol(elsewhere)
    remove(here)
    assert not Authenticator.objects.filter(user=director).exists()
    assert is_led_to_enrol(here)
    assert elsewhere.get("/").headers["Location"].startswith(reverse("account_login"))
    assert AuditEntry.objects.get(action="second_factor.remove").actor == director


def test_setting_up_another_opens_the_desk_again(director: User) -> None:
    browser = browser_of(director)
    remove(browser)
    assert is_led_to_enrol(browser)
    browser.get(ENROL)
    secret = browser.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))
    browser.post(ENROL, {"code": code})
    assert not is_led_to_enrol(browser)


def test_from_the_log_in_it_is_set_up_without_the_password_again(director: User) -> None:
    Authenticator.objects.all().delete()
    browser = Browser()
    browser.post(reverse("account_login"), {"login": director.email, "password": PASSWORD})
    assert browser.get("/", follow=True).redirect_chain == [(ENROL, 302)]
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=6), tick=True):
        assert browser.get(ENROL).headers["Location"].startswith(reverse("account_reauthenticate"))


def test_a_factor_that_is_there_is_never_taken_away_without_saying_who_one_is(director: User) -> None:
    browser = browser_of(director)
    answer = browser.post(reverse("mfa_deactivate_totp"))
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert not is_led_to_enrol(browser)


def test_new_recovery_codes_log_nobody_out(director: User) -> None:
    browser = browser_of(director)
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    browser.post(reverse("mfa_generate_recovery_codes"))
    assert browser.get("/clients/").status_code == 200


def test_an_administrator_takes_it_from_somebody_who_lost_it(director: User) -> None:
    browser, administrator = browser_of(director), an_employee("administrator")
    assert not is_led_to_enrol(browser)
    reset_second_factor(user=director, by=viewer(administrator), at=NOW)
    assert not Authenticator.objects.filter(user=director).exists()
    assert browser.get("/").headers["Location"].startswith(reverse("account_login"))
    assert is_led_to_enrol(browser_of(User.objects.get(pk=director.pk)))
    assert AuditEntry.objects.get(action="second_factor.reset").actor == administrator.user


def test_nobody_else_does_so_nor_for_oneself_nor_where_there_is_none(director: User) -> None:
    administrator = an_employee("administrator")
    for person in (an_employee("head"), director.employee):
        with pytest.raises(NotAllowed):
            reset_second_factor(user=director, by=viewer(person), at=NOW)
    with pytest.raises(NotAllowed, match="own case"):
        reset_second_factor(user=administrator.user, by=viewer(administrator), at=NOW)
    with pytest.raises(Refused, match="has no second factor"):
        reset_second_factor(user=an_employee("manager").user, by=viewer(administrator), at=NOW + timedelta(hours=1))
    assert Authenticator.objects.filter(user=director).count() == 2


def test_from_the_list_of_people(director: User, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ()
    address = reverse("admin:workload_employee_changelist")
    asked = {"action": "take_factor_away", "_selected_action": [director.employee.pk]}
    head = browser_of(an_employee("head", is_staff=True).user)
    assert "take_factor_away" not in head.get(address).content.decode()
    head.post(address, asked)
    assert Authenticator.objects.filter(user=director).exists()
    administrator = browser_of(an_employee("administrator", is_staff=True).user)
    assert "Taken away." in administrator.post(address, asked, follow=True).content.decode()
    assert not Authenticator.objects.filter(user=director).exists()
