"""How a month's prepaid time stands (C2): before, at and after each boundary."""

from datetime import date

import pytest

from tickets.domain.balance import Balance, Standing, in_last_third, month_of

MIDDLE, LATE = date(2026, 11, 15), date(2026, 11, 25)


@pytest.mark.parametrize(
    ("included", "used", "day", "standing"),
    [
        (0, 0, MIDDLE, Standing.NOTHING_INCLUDED),
        (0, 90, LATE, Standing.NOTHING_INCLUDED),
        (600, 0, MIDDLE, Standing.FINE),
        (600, 479, MIDDLE, Standing.FINE),
        (600, 480, MIDDLE, Standing.NEARLY_USED),
        (600, 600, LATE, Standing.NEARLY_USED),
        (600, 601, LATE, Standing.OVER),
        (600, 299, LATE, Standing.SPARE),
        (600, 300, LATE, Standing.FINE),
        (600, -20, LATE, Standing.SPARE),
    ],
)
def test_standing(included, used, day, standing):
    assert Balance(included=included, used=used, day=day).standing == standing


@pytest.mark.parametrize(
    ("day", "is_late"),
    [
        (date(2026, 11, 20), False),
        (date(2026, 11, 21), True),
        (date(2026, 10, 21), False),
        (date(2026, 10, 22), True),
        (date(2026, 2, 19), False),
        (date(2026, 2, 20), True),
    ],
)
def test_last_third(day, is_late):
    assert in_last_third(day) is is_late


def test_figures():
    balance = Balance(included=600, used=479, day=MIDDLE)
    assert (balance.percent, balance.left, balance.tone) == (79, 121, "")
    assert Balance(included=600, used=-5, day=MIDDLE).percent == 0
    assert month_of(date(2028, 2, 10)) == (date(2028, 2, 1), date(2028, 2, 29))


def test_what_is_carried_over_is_prepaid_too():
    balance = Balance(included=600, carried=300, used=700, day=MIDDLE)
    assert (balance.available, balance.percent, balance.left, balance.standing) == (900, 77, 200, Standing.FINE)
    assert Balance(included=0, carried=60, used=61, day=LATE).tone == "bad"


def test_a_department_has_shares_of_its_own():
    assert Balance(included=600, used=420, day=MIDDLE, used_percent=70).standing == Standing.NEARLY_USED
    assert Balance(included=600, used=299, day=LATE, spare_percent=40).standing == Standing.FINE
    assert Balance(included=600, used=420, day=MIDDLE, used_percent=70).tone == "soon"
