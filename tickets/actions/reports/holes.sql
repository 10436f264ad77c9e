-- What is missing in the lines of drafts: a text, or the approval of a task whose billed time is over its department's threshold and
-- over what was agreed (an estimate under the threshold is agreed without the client).
WITH threshold AS (
  SELECT line.id, coalesce((
    SELECT rule.threshold_minutes FROM tickets_workpolicy rule
    WHERE (rule.department_id = ticket.department_id OR rule.department_id IS NULL) AND rule.starts_on <= line.worked_on
    ORDER BY rule.department_id NULLS LAST, rule.starts_on DESC LIMIT 1
  ), %(threshold)s) AS minutes
  FROM tickets_reportline line JOIN tickets_ticket ticket ON ticket.id = line.ticket_id
  WHERE line.report_id = ANY(%(reports)s) AND line.task_id IS NOT NULL AND line.approval_id IS NULL
), billed AS (
  SELECT task_id, sum(billable_minutes) AS minutes FROM tickets_timeentry
  WHERE task_id IN (SELECT task_id FROM tickets_reportline WHERE report_id = ANY(%(reports)s) AND approval_id IS NULL)
  GROUP BY task_id
), found AS (
  SELECT line.id, CASE
    WHEN line.text = '' THEN 'text'
    WHEN line.minutes > 0 AND billed.minutes > greatest(threshold.minutes, line.agreed_minutes) THEN 'approval'
    ELSE ''
  END AS hole
  FROM tickets_reportline line
  LEFT JOIN threshold ON threshold.id = line.id
  LEFT JOIN billed ON billed.task_id = line.task_id
  WHERE line.report_id = ANY(%(reports)s)
)
UPDATE tickets_reportline line SET hole = found.hole FROM found WHERE found.id = line.id AND found.hole <> line.hole
