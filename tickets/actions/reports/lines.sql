-- The lines of a month's drafts for some clients, made or made anew. An entry stands in one report; what was mended by hand stays.
, picked AS (
  SELECT booked.*, coalesce(e.task_id, undone.task_id) AS task_id, coalesce(e.overrun_id, undone.overrun_id) AS overrun_id, e.client_text
  FROM booked
  JOIN tickets_timeentry e ON e.id = booked.id
  LEFT JOIN tickets_timeentry undone ON undone.id = e.reverses_id
  WHERE booked.month = %(month)s AND booked.sent_in IS NULL AND NOT EXISTS (
    SELECT FROM tickets_reportline line JOIN tickets_clientreport other ON other.id = line.report_id
    WHERE line.time_entry_id = booked.id AND other.month <> %(month)s
  )
), report AS (
  INSERT INTO tickets_clientreport (client_id, month, state, minutes, beyond_minutes, beyond_amount, line_count, hole_count,
    built_at, built_by_id, changed_xid)
  SELECT DISTINCT client_id, %(month)s::date, 'draft', 0, 0, 0, 0, 0, %(at)s::timestamptz, %(by)s::bigint, 0 FROM picked
  ON CONFLICT (client_id, month) DO UPDATE SET built_at = excluded.built_at, built_by_id = excluded.built_by_id
  WHERE tickets_clientreport.state = 'draft'
  RETURNING id, client_id
), gone AS (
  DELETE FROM tickets_reportline line USING tickets_clientreport draft
  WHERE draft.id = line.report_id AND draft.client_id = ANY(%(clients)s) AND draft.month = %(month)s AND draft.state = 'draft'
    AND NOT EXISTS (SELECT FROM picked WHERE picked.id = line.time_entry_id)
)
INSERT INTO tickets_reportline AS line (report_id, time_entry_id, project_id, ticket_id, task_id, approval_id, worked_on, text,
  agreed_minutes, minutes, hole)
SELECT report.id, picked.id, picked.project_id, picked.ticket_id, picked.task_id,
  coalesce(overrun.approval_id, estimate.approval_id, more.approval_id),
  picked.worked_on, coalesce(nullif(picked.client_text, ''), nullif(overrun.client_text, ''), estimate.client_text, ''),
  task.agreed_minutes, picked.billable_minutes, ''
FROM picked
JOIN report ON report.client_id = picked.client_id
LEFT JOIN tickets_task task ON task.id = picked.task_id
LEFT JOIN tickets_estimate estimate ON estimate.task_id = picked.task_id AND estimate.state = 'approved'
LEFT JOIN tickets_overrun overrun ON overrun.id = picked.overrun_id AND overrun.state = 'agreed'
LEFT JOIN LATERAL (
  -- What was agreed on top of an estimate that needed no approval carries what was logged after it.
  SELECT latest.approval_id FROM tickets_overrun latest JOIN tickets_approval said ON said.id = latest.approval_id
  WHERE latest.task_id = picked.task_id AND latest.state = 'agreed' AND said.decided_at <= picked.created_at
  ORDER BY said.decided_at DESC, latest.id DESC LIMIT 1
) more ON true
ORDER BY picked.worked_on, picked.id
ON CONFLICT ON CONSTRAINT entry_is_reported_once DO UPDATE SET
  -- With its ticket a line goes to another client's draft, out of one that is locked and counted anew as well.
  report_id = CASE WHEN EXISTS (
    SELECT FROM tickets_clientreport held WHERE held.id = line.report_id AND held.client_id = ANY(%(locked)s)
  ) THEN excluded.report_id ELSE line.report_id END,
  project_id = excluded.project_id, ticket_id = excluded.ticket_id, task_id = excluded.task_id, approval_id = excluded.approval_id,
  agreed_minutes = excluded.agreed_minutes, text = coalesce(nullif(line.text, ''), excluded.text)
