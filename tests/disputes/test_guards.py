"""What the database itself refuses: changes of what was claimed, published and posted (D8, D10)."""

import pytest
from django.db import IntegrityError, InternalError, transaction

from disputes.models import Clause, DisputeStep, Posting
from tests import factories as make

pytestmark = pytest.mark.django_db


def refused():
    return pytest.raises((IntegrityError, InternalError))


def test_a_claim_never_changes():
    dispute = make.a_dispute()
    dispute.claim = "Something else."
    with refused(), transaction.atomic():
        dispute.save()
    with refused(), transaction.atomic():
        dispute.delete()


def test_a_published_version_and_its_clauses_stay():
    version = make.a_version()
    version.title = "Another rule"
    with refused(), transaction.atomic():
        version.save()
    with refused(), transaction.atomic():
        Clause.objects.create(version=version, place=9, number="9", text="One more.")
    with refused(), transaction.atomic():
        version.clauses.first().delete()


def test_a_draft_may_change():
    version = make.a_version(is_draft=True)
    version.title = "Another rule"
    version.save()
    version.clauses.first().delete()


def test_postings_are_append_only():
    posting = make.a_correction(make.an_employee("manager"), 1)
    posting.points = 5
    with refused(), transaction.atomic():
        posting.save()
    with refused(), transaction.atomic():
        Posting.objects.all().delete()


def test_what_takes_a_posting_back_mirrors_it_once():
    dispute = make.a_dispute()
    step, back = (
        DisputeStep.objects.create(dispute=dispute, event=event, before="open", after="defaulted", at=make.NOW)
        for event in ("time_out", "give_days_back")
    )
    common = {
        "employee": dispute.respondent,
        "department": dispute.department,
        "month": make.NOW.date().replace(day=1),
        "cause": "silence",
        "dispute": dispute,
        "initiator": dispute.initiator,
        "posted_at": make.NOW,
    }
    posting = Posting.objects.create(points=-1, step=step, **common)
    with refused(), transaction.atomic():
        Posting.objects.create(points=2, step=back, mirrors=posting, **common)
    Posting.objects.create(points=1, step=back, mirrors=posting, **common)
    with refused(), transaction.atomic():
        Posting.objects.create(points=1, step=None, mirrors=posting, **common)


def test_no_party_is_the_arbiter():
    dispute = make.a_dispute()
    dispute.arbiter = dispute.respondent
    with refused(), transaction.atomic():
        dispute.save()
