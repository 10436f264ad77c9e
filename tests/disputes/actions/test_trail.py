"""P2, P5: the trail of a dispute is read by whoever may open the dispute, not by who leads the department."""

import pytest

from disputes.actions.answering import accept_dispute
from support_desk.shared.models import AuditEntry
from tests import factories as make
from tests.disputes.court import a_court
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_only_the_actor_and_the_director_read_it_in_the_trail_of_everything():
    court = a_court()
    accept_dispute(dispute=court.dispute, by=court.by("respondent"), at=NOW)
    office = {"administrator", "operator", "office_manager"}
    others = [make.an_employee(role, department=court.dispute.department) for role in sorted(office)]
    seen = {
        person.pk: AuditEntry.objects.visible_to(make.viewer(person)).of_scope(f"dispute:{court.dispute.pk}").count()
        for person in (court.respondent, court.director, court.initiator, court.head, *others)
    }
    assert [seen.pop(court.respondent.pk), seen.pop(court.director.pk)] == [1, 1]
    assert set(seen.values()) == {0}
