-- Who waits in the live tickets is read from their messages; the status follows from it, and the history from the status.
CREATE TEMP TABLE volume_live ON COMMIT DROP AS
SELECT t.id, min(m.created_at) FILTER (WHERE m.direction = 'in' AND m.created_at > t.answered_at) AS since,
       t.answered_at = '-infinity' AS is_unanswered
FROM (SELECT t.id, coalesce(max(m.created_at) FILTER (WHERE m.direction = 'out'), '-infinity') AS answered_at
      FROM tickets_ticket t JOIN tickets_message m ON m.ticket_id = t.id
      WHERE t.status <> 'closed' GROUP BY t.id) t
JOIN tickets_message m ON m.ticket_id = t.id
GROUP BY t.id, t.answered_at;

UPDATE tickets_ticket t SET waiting_since = live.since, status = CASE
    WHEN live.is_unanswered THEN 'new'
    WHEN live.since IS NOT NULL THEN 'open'
    ELSE (ARRAY['waiting_client', 'waiting_client', 'waiting_specialist', 'resolved'])
         [1 + pg_temp.pick(t.id, %(seed)s + 9, 4)] END
FROM volume_live live WHERE live.id = t.id;
UPDATE tickets_ticket SET resolved_at = last_message_at, closes_at = %(at)s::timestamptz + interval '3 days'
WHERE status = 'resolved';

INSERT INTO tickets_statuschange (ticket_id, event, before, after, at, by_name)
SELECT t.id, step.event, step.before, step.after, t.last_message_at, 'Volume'
FROM tickets_ticket t JOIN (VALUES
  ('open', 1, 'start', 'new', 'open'),
  ('waiting_client', 1, 'ask_client', 'new', 'waiting_client'),
  ('waiting_specialist', 1, 'ask_specialist', 'new', 'waiting_specialist'),
  ('resolved', 1, 'resolve', 'new', 'resolved'),
  ('closed', 1, 'resolve', 'new', 'resolved'), ('closed', 2, 'fall_silent', 'resolved', 'closed')
) AS step (status, number, event, before, after) ON step.status = t.status
ORDER BY t.id, step.number;

-- Most of what is live was read by its owner once.
INSERT INTO tickets_readmark (ticket_id, user_id, read_at)
SELECT t.id, e.user_id, t.last_message_at - interval '1 minute' * (pg_temp.pick(t.id, %(seed)s + 10, 3) - 1)
FROM tickets_ticket t JOIN workload_employee e ON e.id = t.assignee_id
WHERE t.status <> 'closed' AND pg_temp.pick(t.id, %(seed)s + 11, 10) < 7;
