"""Who is measured by a department has the sums of its members, on their days alone (Y2)."""

from dataclasses import replace
from datetime import date

from payroll.domain.members import members_of, summed
from payroll.domain.spans import Found, Span

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
HEAD = Span(0, 1, 10, FIRST, LAST, 100, 1, 1, "0.00", "0.00", FIRST, of_department=True)
MEMBER = replace(HEAD, place=7, employee_id=2, of_department=False)


def test_others_in_the_department_on_the_same_days_and_nobody_who_is_measured_by_it_too():
    head = replace(HEAD, first=date(2026, 10, 6))
    deputy, elsewhere = replace(HEAD, employee_id=3), replace(MEMBER, employee_id=4, department_id=11)
    before, herself = replace(MEMBER, employee_id=5, last=date(2026, 10, 5)), replace(MEMBER, employee_id=1)
    [found] = members_of([head], [MEMBER, deputy, elsewhere, before, herself], 40)
    assert (found.of_place, found.span.place, found.span.employee_id) == (0, 40, 2)
    assert (found.span.first, found.span.last) == (date(2026, 10, 6), LAST)
    third = replace(MEMBER, place=8, employee_id=6)
    numbered = members_of([head, replace(HEAD, place=1, employee_id=9)], [MEMBER, third], 40)
    assert [(one.of_place, one.span.place, one.span.employee_id) for one in numbered] == [
        (0, 40, 2), (0, 41, 6), (1, 42, 2), (1, 43, 6)
    ]  # fmt: skip


def test_who_has_no_target_adds_nothing_and_without_any_target_it_is_not_applicable():
    reached = [
        (2, Found({"target": "100.5", "fact": "90"})), (3, Found({"target": "0", "fact": "8"})), (4, Found(None)),
        (5, Found({"target": "49.5", "fact": "60.25"})),
    ]  # fmt: skip
    assert summed(reached) == ({"target": "150", "fact": "150.25"}, [(2, "100.5", "90"), (5, "49.5", "60.25")])
    assert summed(reached[1:3]) == (None, [])
