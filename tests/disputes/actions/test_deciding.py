"""D6: four verdicts with reasons, by the arbiter alone; where the rule is unclear it is to be mended."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from disputes.actions.answering import contest_dispute
from disputes.actions.deciding import decide_dispute
from disputes.domain.workflow import DisputeState
from disputes.models import Posting, RevisionRequest
from support_desk.shared.errors import IllegalTransition, NotAllowed, Refused
from support_desk.shared.models import Notice
from support_desk.shared.notices import words_of
from tests import factories as make
from tests.disputes.court import Court, a_court, check_lawful, points_of, told
from tests.factories import NOW

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
S = DisputeState


def contested(**over) -> Court:
    court = a_court(**over)
    by = court.by("respondent")
    court.dispute = contest_dispute(dispute=court.dispute, explanation="The mail came later.", by=by, at=NOW)
    return court


@pytest.mark.parametrize(
    ("verdict", "initiator", "respondent"),
    [(S.INITIATOR_RIGHT, 2, -2), (S.RESPONDENT_RIGHT, -2, 2), (S.BOTH_RIGHT, 0, 0), (S.BOTH_WRONG, 0, 0)],
)
def test_each_verdict_moves_what_the_policy_says(verdict: DisputeState, initiator: int, respondent: int):
    court, at = contested(), NOW + DAY
    dispute = decide_dispute(dispute=court.dispute, verdict=verdict, reasons="So.", by=court.by("head", at), at=at)
    assert (dispute.state, dispute.decided_by, dispute.decided_at) == (verdict, court.head, at)
    sums = points_of(dispute)
    assert (sums[court.initiator.pk], sums[court.respondent.pk]) == (initiator, respondent)
    assert told(court.head) == []
    assert told(court.initiator) == ["dispute.contested", "dispute.verdict"]
    revisions = list(RevisionRequest.objects.values_list("dispute", "owner", "due_on"))
    unclear = verdict in (S.BOTH_RIGHT, S.BOTH_WRONG)
    assert revisions == ([(dispute.pk, court.head.pk, date(2026, 12, 3))] if unclear else [])
    check_lawful(dispute)


def test_what_is_unclear_is_kept_in_the_language_of_the_desk_and_read_in_ones_own(settings, client):
    settings.LANGUAGE_CODE = "ru"
    version = make.a_version()
    court = contested(version=version, clause=version.clauses.first())
    with translation.override("en"):
        decide_dispute(dispute=court.dispute, verdict=S.BOTH_RIGHT, reasons="Both.", by=court.by("head"), at=NOW)
        assert "unclear" not in RevisionRequest.objects.get().what
    revision = RevisionRequest.objects.get()
    assert revision.what.endswith("3.1.") and "unclear" not in revision.what
    read = "An arbiter found both sides of a dispute right: the rule is unclear. It is about clause 3.1."
    with translation.override("en"):
        assert revision.said == read
        told_of = Notice.objects.filter(kind="revision.opened").get()
        assert words_of(told_of).body == read
    client.force_login(court.head.user)
    for address in ("/regulations/revisions/", f"/regulations/{version.regulation_id}/"):
        assert read in client.get(address, headers={"Accept-Language": "en"}).content.decode()


def test_both_wrong_may_cost_both_and_stays_explained():
    version = make.a_version()
    policy = make.a_point_policy(both_wrong_initiator=-1, both_wrong_respondent=-2)
    court = contested(policy=policy, version=version, clause=version.clauses.first())
    by = court.by("head")
    dispute = decide_dispute(
        dispute=court.dispute,
        verdict=S.BOTH_WRONG,
        reasons="Both.",
        revision_owner=court.director,
        revision_due_on=date(2026, 12, 24),
        by=by,
        at=NOW,
    )
    assert points_of(dispute) == {court.initiator.pk: -1, court.respondent.pk: -2}
    revision = RevisionRequest.objects.get(owner=court.director, due_on=date(2026, 12, 24))
    assert revision.what.endswith("It is about clause 3.1.")
    check_lawful(dispute)


def test_whoever_is_not_the_arbiter_decides_nothing():
    court = contested()
    for role in ("initiator", "respondent", "director"):
        with pytest.raises(NotAllowed, match="arbiter"):
            decide_dispute(dispute=court.dispute, verdict=S.BOTH_RIGHT, reasons="So.", by=court.by(role), at=NOW)
    assert not Posting.objects.exists()


@pytest.mark.parametrize(
    ("verdict", "reasons", "field"), [(S.BOTH_RIGHT, " ", "reasons"), (S.ACCEPTED, "So.", "verdict")]
)
def test_a_verdict_is_one_of_four_and_says_why(verdict: DisputeState, reasons: str, field: str):
    court = contested()
    with pytest.raises(Refused) as refused:
        decide_dispute(dispute=court.dispute, verdict=verdict, reasons=reasons, by=court.by("head"), at=NOW)
    assert refused.value.field == field


def test_who_is_to_mend_the_rule_and_when_is_refused_by_the_names_of_the_verdict():
    court = contested()
    gone = make.an_employee("manager", left_on=NOW.date() - DAY)
    for field, wrong in (("revision_owner", gone), ("revision_due_on", NOW.date() - DAY)):
        with pytest.raises(Refused) as refused:
            decide_dispute(
                dispute=court.dispute,
                verdict=S.BOTH_WRONG,
                reasons="So.",
                **{field: wrong},
                by=court.by("head"),
                at=NOW,
            )
        assert refused.value.field == field
    assert not RevisionRequest.objects.exists()


def test_a_verdict_is_given_once():
    court = contested()
    by = court.by("head")
    decide_dispute(dispute=court.dispute, verdict=S.INITIATOR_RIGHT, reasons="So.", by=by, at=NOW)
    with pytest.raises(IllegalTransition, match="Initiator is right"):
        decide_dispute(dispute=court.dispute, verdict=S.RESPONDENT_RIGHT, reasons="No.", by=by, at=NOW)
    assert Posting.objects.count() == 2
