"""W8: a billed time entry is in one report, as it was billed, and a report counts what it holds."""

from collections.abc import Iterator

from support_desk.invariants.base import Broken, Invariant, selected

TWICE = """
SELECT line.time_entry_id, count(*) FROM tickets_reportline line
JOIN tickets_clientreport report ON report.id = line.report_id AND report.state = 'sent'
GROUP BY line.time_entry_id HAVING count(*) > 1
"""
OTHERWISE = """
SELECT line.id, line.minutes, entry.billable_minutes FROM tickets_reportline line
JOIN tickets_timeentry entry ON entry.id = line.time_entry_id WHERE line.minutes <> entry.billable_minutes
"""
MISCOUNTED = """
SELECT report.id, report.minutes, report.line_count, coalesce(held.minutes, 0), coalesce(held.lines, 0)
FROM tickets_clientreport report
LEFT JOIN (
  SELECT report_id, sum(minutes) minutes, count(*) lines FROM tickets_reportline GROUP BY report_id
) held ON held.report_id = report.id
WHERE report.minutes <> coalesce(held.minutes, 0) OR report.line_count <> coalesce(held.lines, 0)
"""
SENT_WITH_HOLES = """
SELECT report.id, line.id FROM tickets_clientreport report
JOIN tickets_reportline line ON line.report_id = report.id AND line.hole <> ''
WHERE report.state = 'sent'
"""


def check() -> Iterator[Broken]:
    yield from selected(TWICE, kind="time entry", detail="was sent in {1} lines")
    yield from selected(OTHERWISE, kind="report line", detail="says {1} minutes, its entry {2}")
    yield from selected(MISCOUNTED, kind="report", detail="says {1} minutes in {2} lines and holds {3} in {4}")
    yield from selected(SENT_WITH_HOLES, kind="report", detail="was sent with a hole in line {1}")


REPORTS = Invariant("W8", "A billed time entry is sent in one report, and a report counts what it holds.", check)
