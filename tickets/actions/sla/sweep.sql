-- One chunk of what is due: steps, clocks, tickets, trail, all in this one statement (S3).
-- Tickets are locked with their clocks, and what somebody works on at this moment is left to the next sweep: a sweep
-- waits for nobody, so that it is in no ring of locks. A plan ascends, so that what is due is a stretch of it.
WITH due AS MATERIALIZED (
  SELECT clock.id, clock.kind, clock.steps_done, clock.plan, clock.plan_steps, clock.policy_id, clock.policy_number,
         clock.breached_at, clock.answerer_id AS answered, ticket.id AS ticket_id, ticket.number, ticket.subject, ticket.department_id,
         ticket.project_id, ticket.assignee_id, ticket.is_breached
  FROM tickets_clock clock JOIN tickets_ticket ticket ON ticket.id = clock.ticket_id
  WHERE clock.next_at <= %(at)s
  ORDER BY clock.next_at, clock.id
  LIMIT %(limit)s
  FOR UPDATE OF ticket, clock SKIP LOCKED
), taken AS MATERIALIZED (
  SELECT due.*, one.position - 1 AS position, one.step, one.at
  FROM due CROSS JOIN LATERAL unnest(due.plan, due.plan_steps) WITH ORDINALITY AS one (at, step, position)
  WHERE one.position > due.steps_done AND one.at <= %(at)s
), counted AS MATERIALIZED (
  SELECT taken.id, count(*) AS steps, min(taken.at) FILTER (WHERE taken.step = 'breach') AS broke_at,
         array_agg(taken.step ORDER BY taken.position) AS names, array_agg(taken.at ORDER BY taken.position) AS times
  FROM taken GROUP BY taken.id
), told AS MATERIALIZED (
  SELECT due.*, counted.steps, counted.broke_at, counted.names, counted.times,
         coalesce(by_ticket.cover_id, by_project.cover_id, due.assignee_id, project.owner_id) AS answerer_id,
         -- Who answered at the breach was told as the manager if both steps were taken at once.
         CASE WHEN due.breached_at IS NOT NULL AND 1 = (
           SELECT count(DISTINCT step.swept_at) FROM tickets_clockstep step
           WHERE step.clock_id = due.id AND step.step IN ('breach', 'manager')
         ) THEN due.answered END AS answered_then
  FROM due JOIN counted ON counted.id = due.id
  LEFT JOIN tickets_project project ON project.id = due.project_id
  LEFT JOIN LATERAL (
    SELECT cover_id FROM tickets_coverspan span
    WHERE span.ticket_id = due.ticket_id AND span.starts_at <= coalesce(counted.broke_at, %(at)s)
      AND (span.ends_at IS NULL OR span.ends_at > coalesce(counted.broke_at, %(at)s)) LIMIT 1
  ) by_ticket ON true
  LEFT JOIN LATERAL (
    SELECT cover_id FROM tickets_coverspan span
    WHERE span.project_id = due.project_id AND span.covered_id = coalesce(due.assignee_id, project.owner_id)
      AND span.starts_at <= coalesce(counted.broke_at, %(at)s)
      AND (span.ends_at IS NULL OR span.ends_at > coalesce(counted.broke_at, %(at)s)) LIMIT 1
  ) by_project ON true
), written AS (
  INSERT INTO tickets_clockstep (clock_id, position, step, at, swept_at)
  SELECT id, position, step, at, %(at)s FROM taken ORDER BY at, id, position
  ON CONFLICT DO NOTHING
), moved AS (
  UPDATE tickets_clock clock
  SET steps_done = told.steps_done + told.steps,
      next_at = told.plan[told.steps_done + told.steps + 1],
      breached_at = coalesce(told.breached_at, told.broke_at),
      answerer_id = CASE WHEN told.broke_at IS NULL THEN clock.answerer_id ELSE told.answerer_id END
  FROM told WHERE clock.id = told.id
), marked AS (
  UPDATE tickets_ticket ticket SET is_breached = true
  FROM (SELECT DISTINCT ticket_id FROM told WHERE broke_at IS NOT NULL AND NOT is_breached) broken
  WHERE ticket.id = broken.ticket_id
), audited AS (
  INSERT INTO shared_auditentry (at, actor_name, action, object_type, object_id, object_label, scope, department_id,
    before, after, xid, digest)
  SELECT %(at)s, 'system', CASE WHEN broke_at IS NOT NULL THEN 'clock.breach' WHEN names = '{warn}' THEN 'clock.warn'
      ELSE 'clock.escalate' END,
    'tickets.clock', id::text, left(number || ' ' || subject, 200), 'ticket:' || number, department_id, '{}',
    jsonb_build_object('kind', kind, 'steps', names, 'due', times), 0, ''
  FROM told ORDER BY times[1], id
)
SELECT department_id, answerer_id, answered_then, policy_id, policy_number, plan_steps[:steps_done] AS before, names,
       count(*) AS clocks, md5(string_agg(id || ':' || steps_done, ',' ORDER BY id)) AS digest,
       to_jsonb((array_agg(jsonb_build_object('number', number, 'subject', subject)
         ORDER BY plan[steps_done + 1], id))[:20]) AS sample
FROM told
GROUP BY 1, 2, 3, 4, 5, 6, 7
ORDER BY 1, 2, 3, 4, 5, 6, 7
