"""Rows written back together, each with its own values."""

from datetime import timedelta

import pytest

from support_desk.shared.rewriting import rewrite
from tests.factories import NOW, a_ticket, an_employee
from tickets.models import Ticket

pytestmark = pytest.mark.django_db
NAMES = ("subject", "tags", "assignee", "promised_until", "is_lead", "priority")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_takes_one_statement_however_many_there_are(count, django_assert_num_queries):
    rows = [a_ticket() for _number in range(count)]
    with django_assert_num_queries(1 if count else 0):
        rewrite(rows, NAMES)


def test_each_row_has_its_own_values_and_keeps_what_is_not_named():
    owner = an_employee()
    first, second, third = a_ticket(), a_ticket(), a_ticket()
    first.subject, first.tags, first.assignee, first.promised_until = "One'%s", ["a", 'b"c'], owner, NOW
    second.subject, second.tags, second.assignee, second.promised_until = "Two", [], None, None
    first.is_lead, first.preview = True, "not written"
    rewrite([first, second], NAMES)
    kept = Ticket.objects.in_bulk([first.pk, second.pk, third.pk])
    assert [getattr(kept[first.pk], name) for name in NAMES] == ["One'%s", ["a", 'b"c'], owner, NOW, True, 2]
    assert [getattr(kept[second.pk], name) for name in NAMES] == ["Two", [], None, None, False, 2]
    assert kept[first.pk].preview == ""
    assert kept[third.pk].subject == third.subject


def test_the_first_row_decides_no_type():
    first, second = a_ticket(), a_ticket()
    first.promised_until, second.promised_until = None, NOW + timedelta(hours=1)
    rewrite([first, second], ["promised_until"])
    assert list(Ticket.objects.order_by("id").values_list("promised_until", flat=True)) == [None, second.promised_until]
