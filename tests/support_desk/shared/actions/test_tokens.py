"""Making and revoking API tokens."""

from datetime import timedelta

import pytest

from support_desk.shared.actions.tokens import (
    create_token,
    digest_of,
    find_live_token,
    note_token_use,
    revoke_token,
    revoke_tokens_of,
)
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import ApiToken, AuditEntry
from support_desk.shared.viewer import Viewer
from tests.factories import NOW, an_employee, viewer

pytestmark = pytest.mark.django_db
MONTH = NOW + timedelta(days=30)


def make(employee, **over):
    fields = {"name": "Reports", "scopes": ["tickets:read"], "expires_at": MONTH, **over}
    return create_token(by=viewer(employee), at=NOW, **fields)


def test_a_token_is_made_for_oneself_and_recorded():
    employee = an_employee("manager")
    token, secret = make(employee, scopes=["tickets:write", "tickets:read", "tickets:read"])
    assert secret.startswith("sd_")
    assert len(secret) == 46
    assert token.user == employee.user
    assert token.scopes == ["tickets:read", "tickets:write"]
    assert token.digest == digest_of(secret)
    assert secret.startswith(token.prefix)
    entry = AuditEntry.objects.get(action="token.create")
    assert entry.after["scopes"] == ["tickets:read", "tickets:write"]
    assert secret not in str(entry.after)


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything"]}, "scopes"),
        ({"expires_at": NOW}, "expires_at"),
        ({"expires_at": NOW + timedelta(days=367)}, "expires_at"),
    ],
)
def test_what_a_token_cannot_be_is_refused_with_its_field(over, field):
    with pytest.raises(Refused) as refusal:
        make(an_employee("manager"), **over)
    assert refusal.value.field == field
    assert not ApiToken.objects.exists()


def test_only_employees_have_tokens():
    with pytest.raises(NotAllowed):
        create_token(name="x", scopes=["tickets:read"], expires_at=MONTH, by=Viewer.nobody(NOW), at=NOW)


def test_a_token_works_until_its_last_instant():
    token, secret = make(an_employee("manager"))
    assert find_live_token(secret=secret, at=MONTH - timedelta(microseconds=1)) == token
    assert find_live_token(secret=secret, at=MONTH) is None


def test_its_owner_and_an_administrator_revoke_a_token_and_nobody_else():
    owner, other, administrator = an_employee("manager"), an_employee("director"), an_employee("administrator")
    token, secret = make(owner)
    with pytest.raises(NotAllowed):
        revoke_token(token=token, by=viewer(other), at=NOW)
    revoke_token(token=token, by=viewer(administrator), at=NOW)
    revoke_token(token=token, by=viewer(owner), at=NOW + timedelta(hours=1))
    assert ApiToken.objects.get().revoked_at == NOW
    assert AuditEntry.objects.filter(action="token.revoke").count() == 1
    assert find_live_token(secret=secret, at=NOW) is None


def test_all_tokens_of_somebody_end_at_once():
    owner, other = an_employee("manager"), an_employee("manager")
    make(owner), make(owner), make(other)
    assert revoke_tokens_of(user=owner.user, by=Viewer.system(NOW), at=NOW) == 2
    assert revoke_tokens_of(user=owner.user, by=Viewer.system(NOW), at=NOW) == 0
    assert ApiToken.objects.filter(revoked_at__isnull=True).get().user == other.user


def test_a_use_within_the_minute_of_another_writes_nothing(django_assert_num_queries):
    token, _secret = make(an_employee("manager"))
    note_token_use(token=token, at=NOW)
    token.refresh_from_db()
    with django_assert_num_queries(0):
        note_token_use(token=token, at=NOW + timedelta(seconds=59))
    note_token_use(token=token, at=NOW + timedelta(seconds=60))
    assert ApiToken.objects.get().last_used_at == NOW + timedelta(seconds=60)
