"""What was reviewed of whom, by the month of the department's zone (S5)."""

from datetime import UTC, date, datetime

import pytest

from disputes.queries.reviews.facts import ReviewFacts, review_facts
from tests import factories as make

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
LAST_EVENING = datetime(2026, 10, 31, 22, tzinfo=UTC)  # November already in Moscow


def reviewed(author, at, **over):
    message = make.a_message(make.a_ticket(make.a_project(owner=author)), "out", at)
    reviewer = make.an_employee("director")
    return make.a_review(message, state="done", reviewer=reviewer, reviewed_at=at, **over)


@pytest.mark.django_db
def test_by_the_month_that_it_is_there(django_assert_num_queries):
    here = make.an_employee("manager", department=make.a_department(timezone="Europe/Moscow"))
    there = make.an_employee("manager", department=make.a_department(timezone="Europe/London"))
    version = make.a_version()
    make.acknowledged(version, here)
    faulty = reviewed(here, LAST_EVENING, finding_count=2)
    for clause in version.clauses.all():
        make.a_finding(faulty, version, clause=clause)
    reviewed(here, LAST_EVENING)
    reviewed(there, LAST_EVENING)
    make.a_review(make.a_message(direction="out"), author=here)  # it waits
    with django_assert_num_queries(1):
        facts = review_facts([here.pk, there.pk], [OCTOBER, NOVEMBER])
    assert facts == {(here.pk, NOVEMBER): ReviewFacts(2, 1, 2, 0), (there.pk, OCTOBER): ReviewFacts(1)}
    assert facts[here.pk, NOVEMBER].clean_percent == 50
    assert ReviewFacts().clean_percent is None
    assert review_facts([here.pk], []) == {}
