"""W8: a billed entry is in one report, and a report counts what it holds."""

import pytest
from django.db import connection

from support_desk.invariants.reports import REPORTS
from tests.factories import a_report

pytestmark = pytest.mark.django_db


def behind_the_triggers(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_what_is_built_and_sent_is_sound() -> None:
    a_report(), a_report(is_sent=True)
    assert list(REPORTS.check()) == []


def test_each_slip_is_named() -> None:
    report = a_report(is_sent=True)
    line = report.lines.get()
    behind_the_triggers("UPDATE tickets_reportline SET minutes = 61, hole = 'text' WHERE id = %s", line.pk)
    assert [(broken.object, broken.detail) for broken in REPORTS.check()] == [
        (f"report line {line.pk}", "says 61 minutes, its entry 60"),
        (f"report {report.pk}", "says 60 minutes in 1 lines and holds 61 in 1"),
        (f"report {report.pk}", f"was sent with a hole in line {line.pk}"),
    ]
