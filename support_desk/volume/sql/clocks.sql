-- One policy and one calendar around the clock; each live ticket has a clock for its resolution and, while somebody
-- waits, one for the answer. Most fall due within two days, one in ten was missed. Steps whose time has come are taken.
INSERT INTO workload_workingcalendar (code, name, timezone, is_around_the_clock, country, is_default, is_active, version,
  changed_xid)
VALUES ('volume', 'Volume', 'Europe/Moscow', true, '', false, true, 1, pg_current_xact_id()::text::bigint);
INSERT INTO workload_calendarversion (calendar_id, number, spec, created_at)
SELECT id, 1, '"24x7"', %(at)s FROM workload_workingcalendar WHERE code = 'volume';

INSERT INTO tickets_slapolicy (code, name, calendar_id, warn_percent, notifies_any_time, hides_covered, is_default,
  is_active, version, changed_xid)
SELECT 'volume', 'Volume', id, 75, false, false, false, true, 1, pg_current_xact_id()::text::bigint
FROM workload_workingcalendar WHERE code = 'volume';
INSERT INTO tickets_slatarget (policy_id, priority, first_response_minutes, next_response_minutes, resolution_minutes,
  unanswered_minutes)
SELECT id, priority, 60, 120, 2880, 60 FROM tickets_slapolicy, generate_series(1, 4) AS priority
WHERE code = 'volume';
INSERT INTO tickets_escalationstep (policy_id, role, delay_minutes)
SELECT id, step.role, step.delay
FROM tickets_slapolicy, (VALUES ('manager', 0), ('operator', 0), ('head', 60), ('director', 240)) AS step (role, delay)
WHERE code = 'volume';
INSERT INTO tickets_slapolicyversion (policy_id, number, spec, created_at)
SELECT id, 1, jsonb_build_object('warn_percent', 75, 'notifies_any_time', false, 'hides_covered', false,
  'targets', (SELECT jsonb_object_agg(priority, jsonb_build_object('first_response', 60, 'next_response', 120,
    'resolution', 2880, 'unanswered', 60)) FROM generate_series(1, 4) AS priority),
  'steps', '[{"role": "manager", "delay": 0}, {"role": "operator", "delay": 0}, {"role": "head", "delay": 60},
    {"role": "director", "delay": 240}]'::jsonb), %(at)s
FROM tickets_slapolicy WHERE code = 'volume';
INSERT INTO tickets_departmentpolicy (department_id, policy_id)
SELECT d.id, p.id FROM workload_department d, tickets_slapolicy p WHERE p.code = 'volume' AND d.name LIKE 'Volume %%';

-- The client's messages of live tickets: the first of each, and that since which they wait, began what is promised.
CREATE TEMP TABLE volume_asked ON COMMIT DROP AS
SELECT m.ticket_id, m.created_at, min(m.id) AS id
FROM tickets_message m JOIN tickets_ticket t ON t.id = m.ticket_id
WHERE t.status <> 'closed' AND m.direction = 'in' GROUP BY m.ticket_id, m.created_at;
ANALYZE volume_asked;

CREATE TEMP TABLE volume_clock ON COMMIT DROP AS
SELECT t.id AS ticket_id, p.id AS policy_id, p.calendar_id, kind.name AS kind, m.id AS message_id, started.at AS started_at,
       CASE WHEN kind.name <> 'resolution' THEN 'running'
            ELSE CASE t.status WHEN 'waiting_client' THEN 'paused' WHEN 'resolved' THEN 'met' ELSE 'running' END
       END AS state,
       greatest(started.at + interval '2 minutes', %(at)s::timestamptz
         + interval '1 minute' * (pg_temp.pick(t.id, %(seed)s + 20, 2880) - 288)) AS due_at,
       t.last_message_at AS said_at, t.assignee_id
FROM tickets_ticket t
JOIN tickets_slapolicy p ON p.code = 'volume'
CROSS JOIN LATERAL (
  SELECT 'resolution' AS name UNION ALL
  SELECT CASE t.status WHEN 'new' THEN 'first_response' ELSE 'next_response' END WHERE t.waiting_since IS NOT NULL
) kind
CROSS JOIN LATERAL (SELECT CASE kind.name WHEN 'resolution' THEN t.created_at ELSE t.waiting_since END AS at) started
JOIN volume_asked m ON m.ticket_id = t.id AND m.created_at = started.at
WHERE t.status <> 'closed';

INSERT INTO tickets_clock (ticket_id, kind, state, message_id, policy_id, policy_number, calendar_id, calendar_number,
  target_minutes, started_at, due_at, plan, plan_steps, steps_done, next_at, breached_at, finished_at, end_reason,
  answerer_id)
SELECT ticket_id, kind, state, message_id, policy_id, 1, calendar_id, 1,
  greatest(1, ceil(extract(epoch FROM due_at - started_at) / 60))::int, started_at,
  CASE WHEN is_running THEN due_at END, plan,
  ARRAY['warn', 'breach', 'manager', 'operator', 'head', 'director'], done,
  CASE WHEN is_running THEN plan[done + 1] END, CASE WHEN is_running AND due_at <= %(at)s THEN due_at END,
  CASE state WHEN 'met' THEN said_at END, '', CASE WHEN state = 'met' OR due_at <= %(at)s THEN assignee_id END
FROM (
  SELECT *, state = 'running' AS is_running, CASE state WHEN 'running' THEN (
    SELECT count(*) FROM unnest(plan) AS one (at) WHERE one.at <= %(at)s) ELSE 0 END::smallint AS done
  FROM (
    SELECT *, ARRAY[started_at + 0.75 * (due_at - started_at), due_at, due_at, due_at, due_at + interval '1 hour',
      due_at + interval '4 hours'] AS plan FROM volume_clock
  ) planned
) counted
ORDER BY ticket_id, kind;

INSERT INTO tickets_clockpause (clock_id, starts_at)
SELECT c.id, t.last_message_at FROM tickets_clock c JOIN tickets_ticket t ON t.id = c.ticket_id WHERE c.state = 'paused';
INSERT INTO tickets_clockstep (clock_id, position, step, at, swept_at)
SELECT c.id, one.position - 1, one.step, one.at, one.at
FROM tickets_clock c CROSS JOIN LATERAL unnest(c.plan, c.plan_steps) WITH ORDINALITY AS one (at, step, position)
WHERE one.position <= c.steps_done
ORDER BY one.at, c.id, one.position;

UPDATE tickets_ticket t SET sla_policy_id = owed.policy_id, calendar_id = owed.calendar_id,
  operator_at = t.waiting_since + interval '1 hour', next_due_at = owed.due_at, next_due_kind = coalesce(owed.kind, ''),
  is_breached = owed.is_breached
FROM (
  SELECT ticket_id, min(policy_id) AS policy_id, min(calendar_id) AS calendar_id, min(due_at) AS due_at,
         (array_agg(kind ORDER BY due_at, id) FILTER (WHERE due_at IS NOT NULL))[1] AS kind,
         coalesce(bool_or(breached_at IS NOT NULL AND state IN ('running', 'paused')), false) AS is_breached
  FROM tickets_clock GROUP BY ticket_id
) owed WHERE owed.ticket_id = t.id;
ANALYZE tickets_clock;
