"""A policy of one's own: the same promises, used by nobody yet, free to be changed (S1, P2)."""

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from tests.factories import NOW, a_calendar, a_department, a_policy, an_employee, viewer
from tests.factories.calendars import SYSTEM
from tickets.actions.catalogue import copy_policy, update_policy
from tickets.models import SlaPolicy
from tickets.permissions import can_change_policy
from tickets.queries.sla_spec import spec_of
from workload.models import WorkingCalendar

pytestmark = pytest.mark.django_db
ODD_LADDER = (("head", 5), ("manager", 5), ("director", 90))


def copied(policy, by=SYSTEM, name="Ours"):
    return copy_policy(policy=policy, name=name, by=by, at=NOW)


def test_a_copy_promises_the_same_and_is_the_heads_to_change():
    a_department("Beside")
    policy = a_policy(
        first_response=17,
        steps=ODD_LADDER,
        warn_percent=60,
        notifies_any_time=True,
        hides_covered=True,
        is_default=True,
    )
    head = viewer(an_employee("head"))
    copy = copied(policy, head)
    assert spec_of(copy) == spec_of(policy) == copy.versions.get().spec
    assert (copy.name, copy.code, copy.calendar) == ("Ours", f"{policy.code}-2", policy.calendar)
    assert (copy.is_default, copy.is_active, copy.version) == (False, True, 1)
    assert (can_change_policy(head, policy), can_change_policy(head, copy)) == (False, True)
    update_policy(policy=copy, warn_percent=50, by=head, at=NOW)
    policy.refresh_from_db()
    assert policy.warn_percent == 60


def test_a_name_that_is_taken_is_refused_at_the_name():
    policy = a_policy("Gold")
    for name in ("Gold", " Gold ", ""):
        with pytest.raises(Refused) as refused:
            copied(policy, name=name)
        assert refused.value.field == "name"
    assert SlaPolicy.objects.get() == policy


def test_a_policy_of_a_calendar_at_rest_is_not_copied():
    policy = a_policy(calendar=a_calendar("At rest"))
    WorkingCalendar.objects.update(is_active=False)
    policy = SlaPolicy.objects.get(pk=policy.pk)
    with pytest.raises(Refused, match="is not active") as refused:
        copied(policy)
    assert refused.value.field == "calendar"


def test_the_trail_says_what_it_is_a_copy_of():
    policy = a_policy("Gold")
    copy = copied(policy)
    scope = f"slapolicy:{copy.pk}"
    assert set(AuditEntry.objects.filter(scope=scope).values_list("action", flat=True)) == {
        "sla_policy.create", "sla_policy.terms", "sla_policy.copy",
    }  # fmt: skip
    assert "Gold" in str(AuditEntry.objects.get(action="sla_policy.copy").after)


@pytest.mark.parametrize("role", ["manager", "specialist", "operator", "sales", "accountant"])
def test_who_keeps_no_catalogues_copies_none(role):
    policy = a_policy()
    with pytest.raises(NotAllowed):
        copied(policy, viewer(an_employee(role)))
    assert SlaPolicy.objects.get() == policy
