"""Reading rules: once, by oneself, and when a colleague asks (D2)."""

from datetime import timedelta

import pytest

from disputes.actions.regulations.acknowledging import acknowledge, ask_to_acknowledge
from disputes.models import Acknowledgement, RegulationVersion
from disputes.queries.regulations import acknowledgement_of, version_in_force
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Notice
from support_desk.shared.viewer import Viewer
from tests import factories as make
from tests.at_once import run_at_once
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_a_version_is_read_once_and_the_trail_of_its_rule_says_so():
    version, reader = make.a_version(), make.an_employee("manager")
    first = acknowledge(version=version, by=make.viewer(reader), at=NOW)
    again = acknowledge(version=version, by=make.viewer(reader), at=NOW + timedelta(hours=1))
    assert again == first
    assert first.acknowledged_at == NOW
    assert AuditEntry.objects.get(action="regulation.read").scope == version.scope


def test_it_counts_from_the_instant_at_which_it_was_read():
    version, reader = make.a_version(), make.an_employee("manager")
    acknowledge(version=version, by=make.viewer(reader), at=NOW)
    assert acknowledgement_of(reader, version, NOW) is not None
    assert acknowledgement_of(reader, version, NOW - timedelta(seconds=1)) is None
    assert acknowledgement_of(make.an_employee("manager"), version) is None


def test_a_draft_is_read_by_nobody():
    draft = make.a_version(is_draft=True)
    with pytest.raises(RegulationVersion.DoesNotExist):
        acknowledge(version=draft, by=make.viewer(make.an_employee("manager")), at=NOW)
    with pytest.raises(Refused, match="draft"):
        acknowledge(version=draft, by=make.viewer(draft.regulation.owner), at=NOW)


def test_nobody_reads_for_somebody_else():
    with pytest.raises(NotAllowed):
        acknowledge(version=make.a_version(), by=Viewer.system(NOW), at=NOW)


def test_a_colleague_asks_once_a_day():
    version, reader, other = make.a_version(), make.an_employee("manager"), make.viewer(make.an_employee("manager"))
    assert ask_to_acknowledge(version=version, employee=reader, by=other, at=NOW)
    assert not ask_to_acknowledge(version=version, employee=reader, by=other, at=NOW + timedelta(hours=2))
    assert ask_to_acknowledge(version=version, employee=reader, by=other, at=NOW + timedelta(days=1))
    assert Notice.objects.filter(user=reader.user).count() == 2
    assert AuditEntry.objects.filter(action="regulation.ask").count() == 2


def test_nobody_is_asked_who_need_not_be():
    version, reader = make.a_version(), make.an_employee("manager")
    make.acknowledged(version, reader)
    gone = make.an_employee("manager", left_on=NOW.date() - timedelta(days=1))
    other = make.an_employee("manager")
    for employee, words in ((reader, "has read"), (gone, "has left"), (other, "yourself")):
        with pytest.raises(Refused, match=words) as refused:
            ask_to_acknowledge(version=version, employee=employee, by=make.viewer(other), at=NOW)
        assert refused.value.field == "employee"


def test_the_version_in_force_is_the_latest_that_has_begun():
    rule = make.a_regulation()
    first = make.a_version(rule, starts_on=NOW.date() - timedelta(days=9))
    second = make.a_version(rule, starts_on=NOW.date())
    make.a_version(rule, starts_on=NOW.date() + timedelta(days=9), is_draft=True)
    assert version_in_force(rule, NOW.date() - timedelta(days=10)) is None
    assert version_in_force(rule, NOW.date() - timedelta(days=1)) == first
    assert version_in_force(rule, NOW.date() + timedelta(days=20)) == second
    rule.is_active, rule.ended_on = False, NOW.date()
    assert version_in_force(rule, NOW.date()) == second
    assert version_in_force(rule, NOW.date() + timedelta(days=1)) is None


@pytest.mark.django_db(transaction=True)
def test_two_tabs_read_once():
    version, reader = make.a_version(), make.an_employee("manager")
    by = make.viewer(reader)
    rows = run_at_once(*[lambda: acknowledge(version=version, by=by, at=NOW)] * 2)
    assert rows[0] == rows[1] == Acknowledgement.objects.get()
