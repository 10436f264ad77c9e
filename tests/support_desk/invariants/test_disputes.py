"""Points, steps, terms and revisions of disputes: sound ones break nothing, a slip behind the triggers is named."""

import pytest
from django.db import connection

from support_desk.invariants.base import Invariant
from support_desk.invariants.dispute_paths import DISPUTE_PATHS
from support_desk.invariants.dispute_terms import DISPUTE_TERMS, REVISIONS
from support_desk.invariants.points import POINTS
from tests.factories import NOW, a_correction, a_dispute, a_point_policy
from tests.factories.decided import a_decided_dispute, take_back

pytestmark = pytest.mark.django_db
ALL = (POINTS, DISPUTE_PATHS, DISPUTE_TERMS, REVISIONS)


def broken(invariant: Invariant) -> list[str]:
    return [f"{row.object}: {row.detail}" for row in invariant.check()]


def slip(sql: str, *params: object) -> None:
    """A change that no action makes and the triggers would refuse."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(sql, params)
        cursor.execute("SET LOCAL session_replication_role = origin")


@pytest.fixture
def judged():
    return a_decided_dispute("initiator_right")


@pytest.fixture
def unclear():
    return a_decided_dispute("both_right", policy=a_point_policy(both_right_initiator=1, both_right_respondent=-2))


def test_sound_disputes_in_every_state_break_nothing(judged, unclear):
    for state in ("accepted", "defaulted", "withdrawn", "respondent_right", "both_wrong", "lapsed"):
        a_decided_dispute(state)
    a_dispute()
    take_back(a_decided_dispute("defaulted"), NOW)
    a_correction(judged.respondent, 5, department=judged.department)
    assert [line for invariant in ALL for line in broken(invariant)] == []


def test_i1_points_that_no_outcome_explains(judged, unclear):
    slip("UPDATE disputes_posting SET points = 3 WHERE employee_id = %s", judged.initiator_id)
    slip("DELETE FROM disputes_posting WHERE employee_id = %s", unclear.respondent_id)
    assert sorted(broken(POINTS)) == sorted(
        [
            f"dispute {judged.pk}: gave employee {judged.initiator_id} 3 points, its outcome says 2",
            f"dispute {unclear.pk}: gave employee {unclear.respondent_id} 0 points, its outcome says -2",
        ]
    )


def test_i1_a_reversal_that_is_no_mirror_and_a_posting_in_another_month(judged):
    taken = a_decided_dispute("defaulted")
    take_back(taken, NOW)
    slip("UPDATE disputes_posting SET cause = 'accept' WHERE mirrors_id IS NOT NULL AND points > 0")
    slip("UPDATE disputes_posting SET month = '2026-01-01' WHERE employee_id = %s", judged.initiator_id)
    crooked, elsewhere = broken(POINTS)
    assert "does not mirror it" in crooked and "its dispute was decided in 2026-11-01" in elsewhere


def test_i1_a_trigger_switched_off():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE disputes_posting DISABLE TRIGGER append_only")
    assert broken(POINTS) == ["trigger disputes_posting.append_only: is missing or switched off"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("UPDATE disputes_disputestep SET event = 'accept' WHERE event = 'contest'", "went from open by accept to"),
        (
            "DELETE FROM disputes_disputestep WHERE event = 'contest'",
            "was open, and its next step starts from contested",
        ),
        (
            "UPDATE disputes_dispute SET state = 'contested', decided_at = NULL, decided_month = NULL",
            "is contested, its steps end at initiator_right",
        ),
    ],
)
def test_i7_a_history_that_is_no_path(judged, wrong, said):
    slip(wrong)
    assert any(said in line for line in broken(DISPUTE_PATHS))


def test_d4_a_term_that_nobody_counted():
    dispute = a_dispute()
    slip("UPDATE disputes_dispute SET respond_by = respond_by + interval '1 day' WHERE id = %s", dispute.pk)
    assert f"dispute {dispute.pk}: waits until" in broken(DISPUTE_TERMS)[0]


def test_d6_a_verdict_for_both_without_a_revision(unclear):
    slip("DELETE FROM disputes_revisionrequest")
    assert broken(REVISIONS) == [f"dispute {unclear.pk}: ended as both_right, and nobody was asked to mend the rule"]
