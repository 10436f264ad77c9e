-- Which month a billable entry counts in. It counts in its own, unless that month was sent to the client without it: then in the first
-- one after all that was sent (W8). Months before the first report are their own affair, as long as nothing was logged for them since.
-- {entries} narrows the entries, {clients} selects whose they are; the columns below are all that the statements around it use.
WITH told AS MATERIALIZED (
  SELECT client_id, max(month) AS last, min(month) AS first, min(sent_at) AS since
  FROM tickets_clientreport WHERE state = 'sent' AND client_id IN ({clients}) GROUP BY client_id
), entry AS (
  SELECT e.id, e.worked_on, e.billable_minutes, e.ticket_id, t.project_id, t.client_id, t.department_id, report.month AS sent_in,
    date_trunc('month', e.worked_on)::date AS own, told.last, told.first, told.since, e.created_at
  FROM tickets_timeentry e
  JOIN tickets_ticket t ON t.id = e.ticket_id
  LEFT JOIN told ON told.client_id = t.client_id
  LEFT JOIN (
    tickets_reportline line JOIN tickets_clientreport report ON report.id = line.report_id AND report.state = 'sent'
  ) ON line.time_entry_id = e.id
  WHERE e.billable_minutes <> 0 AND {entries}
), booked AS (
  SELECT *, CASE
    WHEN sent_in IS NOT NULL THEN sent_in
    WHEN last IS NULL OR own > last OR (own < first AND created_at <= since) THEN own
    ELSE (last + interval '1 month')::date
  END AS month
  FROM entry
)
