"""Corrections of points: a posting of its own, by the director, with a reason, never on oneself (D10, P4)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from disputes.actions.correcting_points import correct_points
from disputes.models import Posting
from support_desk.shared.errors import NotAllowed, Refused
from support_desk.shared.models import AuditEntry, Notice
from tests import factories as make
from tests.factories.decided import a_decided_dispute
from tests.factories.points import posted
from workload.models import Substitute

pytestmark = pytest.mark.django_db


@pytest.fixture
def director():
    return make.an_employee("director")


@pytest.fixture
def anna():
    return make.an_employee("manager", name="Anna")


def correct(person, director, points=2, reason="Counted twice.", **over):
    return correct_points(employee=person, points=points, reason=reason, by=make.viewer(director), at=make.NOW, **over)


def test_a_correction_is_posted_told_and_recorded(anna, director):
    posting = correct(anna, director, points=-1)
    assert (posting.cause, posting.points, posting.month, posting.posted_by) == (
        "correction",
        -1,
        date(2026, 11, 1),
        director,
    )
    assert posting.department == anna.employments.get().department
    notice = Notice.objects.get()
    assert (notice.user_id, notice.facts) == (anna.user_id, {"points": -1, "reason": "Counted twice."})
    assert AuditEntry.objects.get(action="points.correct").after["points"] == -1


def test_one_of_a_dispute_is_of_a_party(anna, director):
    dispute = make.a_dispute(None, anna)
    assert correct(anna, director, dispute=dispute).dispute == dispute
    with pytest.raises(Refused) as refused:
        correct(make.an_employee("manager"), director, dispute=dispute)
    assert refused.value.field == "dispute"


@pytest.mark.parametrize(
    ("field", "over"), [("points", {"points": 0}), ("points", {"points": 101}), ("reason", {"reason": " "})]
)
def test_what_is_said_badly_is_refused(anna, director, field, over):
    with pytest.raises(Refused) as refused:
        correct(anna, director, **over)
    assert refused.value.field == field
    assert not Posting.objects.exists()


def test_nobody_corrects_their_own_and_only_the_director_corrects(anna, director):
    for person, by in ((director, director), (anna, make.an_employee("head")), (anna, anna)):
        with pytest.raises(NotAllowed):
            correct(person, by)


def test_the_director_corrects_no_dispute_of_their_own(anna, director):
    """A named one where they are a party or have judged; unnamed while one with the person is undecided or counts."""
    own = make.a_dispute(director, anna, version=make.a_version(make.a_regulation(owner=director)))
    for over in ({"dispute": own}, {}):
        with pytest.raises(NotAllowed, match="party of this case"):
            correct(anna, director, **over)
    other = make.a_dispute(None, anna)
    assert correct(anna, director, dispute=other).dispute == other
    judged = a_decided_dispute("initiator_right", arbiter=director)
    with pytest.raises(NotAllowed, match="have decided it"):
        correct(judged.respondent, director, dispute=judged)


def test_the_substitute_corrects_what_the_director_may_not(anna, director):
    boris, eva = make.an_employee("manager"), make.an_employee("manager")
    with pytest.raises(NotAllowed, match="named substitute"):
        correct(director, director)
    for person, day in ((eva, make.NOW - timedelta(days=9)), (boris, make.NOW), (eva, make.NOW + timedelta(days=1))):
        Substitute.objects.create(person=director, stands_in=person, starts_on=day.date())
    with pytest.raises(NotAllowed, match="Only the director"):
        correct(director, eva)
    assert correct(director, boris, points=-1).posted_by == boris
    with pytest.raises(NotAllowed, match="only what the director may not"):
        correct(anna, boris)
    own = make.a_dispute(director, anna, version=make.a_version(make.a_regulation(owner=director)))
    assert correct(anna, boris, dispute=own).dispute == own
    with pytest.raises(NotAllowed, match="their own points"):
        correct(boris, boris)


def test_a_correction_of_a_dispute_between_departments_stays_past_the_pool(anna, director):
    """As its outcome was posted; as it was opened while there is none."""
    boris, colleague = (
        make.an_employee("manager"),
        make.an_employee("manager", department=anna.employments.get().department),
    )
    across = make.a_dispute(boris, anna)
    assert across.is_cross and correct(anna, director, dispute=across).is_cross
    assert not correct(anna, director).is_cross
    inside = make.a_dispute(colleague, anna)
    assert not correct(anna, director, dispute=inside).is_cross
    posted(colleague, anna, 1, dispute=inside, is_cross=True)  # somebody has moved before the decision
    assert correct(anna, director, dispute=inside).is_cross


def test_who_has_left_is_not_corrected(anna, director):
    anna.left_on = date(2026, 10, 1)
    anna.save()
    with pytest.raises(Refused) as refused:
        correct(anna, director)
    assert refused.value.field == "employee"


def test_the_month_is_that_of_the_employees_department(director):
    eva = make.an_employee("manager", department=make.a_department(timezone="Asia/Vladivostok"))
    at = datetime(2026, 10, 31, 15, tzinfo=UTC)
    posting = correct_points(employee=eva, points=1, reason="Counted.", by=make.viewer(director, at), at=at)
    assert posting.month == date(2026, 11, 1)
