"""One's own profile: choices, log-in, API tokens."""

import pytest
from django.test import Client

from support_desk.shared.actions.profile import change_profile
from support_desk.shared.errors import NotAllowed
from support_desk.shared.models import ApiToken, AuditEntry, User
from tests.factories import NOW, a_contact, a_department, an_employee, viewer

CHOICES = {
    "language": "ru",
    "theme": "dark",
    "density": "compact",
    "keyboard_enabled": "",
    "notice_mail_enabled": "",
}
AS_IT_WAS = {"language": "", "theme": "", "density": "", "keyboard_enabled": True, "notice_mail_enabled": True}


@pytest.fixture
def manager(db):
    return an_employee("manager", name="Anna Sheveleva", department=a_department("Support"))


@pytest.mark.parametrize("rows", [1, 3])
def test_takes_nine_statements_however_many_tokens(visit, statements, manager, rows):
    for index in range(rows):
        ApiToken.objects.create(
            user=manager.user, name="n", prefix="sd_", digest=str(index), scopes=[], created_at=NOW, expires_at=NOW
        )
    # session, account, person; account to change, second factor; employee, employment, tokens; the rail's figures
    assert statements(visit(manager), "/profile/") == 9


def test_shows_who_one_is(visit, manager):
    page = visit(manager).get("/profile/").content.decode()
    for part in (
        "Anna Sheveleva",
        "Support",
        "Manager",
        "Europe/Moscow",
        "/accounts/2fa/",
        "/accounts/password/change/",
    ):
        assert part in page, part


def test_choices_are_kept_with_an_audit_entry_and_the_language_wins(visit, manager):
    browser = visit(manager)
    answer = browser.post("/profile/", CHOICES)
    assert answer.cookies["django_language"].value == "ru"
    page = browser.get("/profile/", headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="ru" data-theme="dark" data-density="compact" data-keyboard="off">' in page
    entry = AuditEntry.objects.get(action="profile.change")
    assert entry.before == AS_IT_WAS
    assert entry.after == {**CHOICES, "keyboard_enabled": False, "notice_mail_enabled": False}


def test_the_profile_beats_a_cookie_and_the_log_in_page_remembers(visit, manager):
    manager.user.language = "en"
    manager.user.save()
    browser = visit(manager)
    browser.cookies["django_language"] = "ru"
    assert '<html lang="en"' in browser.get("/profile/").content.decode()
    visitor = Client()
    visitor.cookies["django_language"] = "ru"
    assert '<html lang="ru"' in visitor.get("/accounts/login/").content.decode()


def test_as_the_browser_again(visit, manager):
    browser = visit(manager)
    browser.post("/profile/", CHOICES)
    browser.post("/profile/", {**CHOICES, "language": ""})
    assert '<html lang="en"' in browser.get("/profile/", headers={"Accept-Language": "en"}).content.decode()


def test_nothing_changed_writes_nothing(visit, manager):
    visit(manager).post("/profile/", {**AS_IT_WAS, "keyboard_enabled": "on", "notice_mail_enabled": "on"})
    assert not AuditEntry.objects.exists()


def test_a_choice_from_no_list_is_refused_and_other_fields_are_not_taken(visit, manager):
    answer = visit(manager).post("/profile/", {**CHOICES, "theme": "pink"})
    assert answer.status_code == 422
    visit(manager).post("/profile/", {**CHOICES, "is_staff": "on", "email": "x@y.test", "is_superuser": "on"})
    manager.user.refresh_from_db()
    assert not manager.user.is_staff and not manager.user.is_superuser and manager.user.email != "x@y.test"


def test_nobody_changes_anothers(manager):
    with pytest.raises(NotAllowed):
        change_profile(user=manager.user, by=viewer(an_employee("administrator")), at=NOW, theme="dark")


def test_a_client_contact_has_a_profile_of_their_own_and_no_tokens(db):
    contact = a_contact()
    contact.user = User.objects.create_user("contact@client.test", "x")
    contact.save()
    browser = Client()
    browser.force_login(contact.user)
    assert browser.get("/profile/").status_code == 404
    assert 'name="language"' in browser.get("/portal/profile/").content.decode()
    assert browser.post("/profile/tokens/", {}).status_code == 404


class TestTokens:
    def asked(self, **over):
        return {"name": "Night import", "scopes": ["tickets:read", "time:read"], "expires_on": "2026-12-18", **over}

    def test_the_secret_is_shown_this_once(self, visit, manager):
        browser = visit(manager)
        page = browser.post("/profile/tokens/", self.asked()).content.decode()
        token = ApiToken.objects.get()
        assert token.scopes == ["tickets:read", "time:read"] and token.user == manager.user
        assert page.count(token.prefix) == 2
        later = browser.get("/profile/")
        assert later.content.decode().count(token.prefix) == 1
        assert later.headers["Cache-Control"] == "no-store"

    @pytest.mark.parametrize(
        ("over", "field"),
        [
            ({"name": ""}, "name"),
            ({"scopes": []}, "scopes"),
            ({"scopes": ["all:write"]}, "scopes"),
            ({"expires_on": "2026-11-17"}, "expires_on"),
            ({"expires_on": "2030-01-01"}, "expires_on"),
            ({"expires_on": "soon"}, "expires_on"),
        ],
    )
    def test_what_is_wrong_is_named(self, visit, manager, over, field):
        answer = visit(manager).post("/profile/tokens/", self.asked(**over))
        assert answer.status_code == 422
        assert list(answer.context["token_form"].errors) == [field]
        assert not ApiToken.objects.exists()

    def test_revoked_by_its_owner_alone(self, visit, manager):
        visit(manager).post("/profile/tokens/", self.asked())
        token = ApiToken.objects.get()
        assert visit(an_employee("manager")).post(f"/profile/tokens/{token.pk}/revoke/").status_code == 404
        visit(manager).post(f"/profile/tokens/{token.pk}/revoke/")
        token.refresh_from_db()
        assert token.revoked_at == NOW
