"""What a closed month holds, as one digest: stored when it closes, compared by `check_invariants` (I5)."""

from datetime import date

from django.db import connection

# Corrections after the closing are no part of what was closed.
OF_MONTHS = """
SELECT sheet.department_id, sheet.month, count(*) AS sheets, encode(sha256(convert_to(string_agg(
    concat_ws('|', sheet.employee_id, sheet.norm_minutes, days.told, corrections.told), ';' ORDER BY sheet.employee_id
  ), 'UTF8')), 'hex') AS digest
FROM workload_timesheet sheet
CROSS JOIN LATERAL (
  SELECT string_agg(concat_ws(',', day, code, minutes, night_minutes, away_code, away_minutes), ' ' ORDER BY day) told
  FROM workload_timesheetday WHERE sheet_id = sheet.id
) days
CROSS JOIN LATERAL (
  SELECT string_agg(concat_ws(',', day, code, minutes, night_minutes, nullif(away_code, ''), nullif(away_minutes, 0),
                              reason, by_id), ' ' ORDER BY id) told
  FROM workload_timesheetcorrection WHERE sheet_id = sheet.id AND NOT is_after_closing
) corrections
{narrowed}
GROUP BY sheet.department_id, sheet.month
"""
OF_ONE = OF_MONTHS.format(narrowed="WHERE sheet.department_id = %s AND sheet.month = %s")
OF_ALL = OF_MONTHS.format(narrowed="")


def digest_of(department_id: int, month: date) -> str:
    """64 hexadecimal digits; "" for a month without timesheets. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(OF_ONE, [department_id, month])
        row = cursor.fetchone()
    return str(row[3]) if row else ""
