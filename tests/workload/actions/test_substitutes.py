"""P4: who decides for the director is named by somebody else, from today on."""

from datetime import timedelta
from typing import Any

import pytest

from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry
from tests.factories import NOW, an_employee, viewer
from workload.actions.substitutes import name_substitute
from workload.models import Substitute

pytestmark = pytest.mark.django_db
TODAY, DAY = NOW.date(), timedelta(days=1)


def test_a_substitute_is_named_and_named_anew() -> None:
    director, one, other = an_employee("director"), an_employee("head"), an_employee("head")
    by = viewer(director)
    common: dict[str, Any] = {"person": director, "starts_on": TODAY, "by": by, "at": NOW}
    assert name_substitute(stands_in=one, **common) == name_substitute(stands_in=other, **common)
    name_substitute(stands_in=other, **common)
    assert Substitute.objects.get().stands_in == other
    assert AuditEntry.objects.filter(action="substitute.name").count() == 2


def test_who_may_not_be_named() -> None:
    director, head = an_employee("director"), an_employee("head")
    administrator = an_employee("administrator")
    gone = an_employee("head", left_on=TODAY - DAY)
    for by, over, field in [
        (head, {}, None),
        (administrator, {"stands_in": administrator}, "stands_in"),
        (administrator, {"stands_in": director}, "stands_in"),
        (administrator, {"person": head, "stands_in": director}, "person"),
        (administrator, {"starts_on": TODAY - DAY}, "starts_on"),
        (administrator, {"stands_in": gone}, "stands_in"),
    ]:
        fields: dict[str, Any] = {"person": director, "stands_in": head, "starts_on": TODAY, **over}
        with pytest.raises((Refused, NotAllowed)) as refused:
            name_substitute(by=viewer(by), at=NOW, **fields)
        assert refused.value.field == field
    assert not Substitute.objects.exists()
