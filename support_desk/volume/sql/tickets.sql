-- Three years of tickets up to now, oldest first. How many messages each has (k) sums up to what was asked for: of two
-- neighbours one has as many more as the other has less.
CREATE TEMP TABLE volume_ticket ON COMMIT DROP AS
SELECT n,
       greatest(1, base + CASE WHEN n <= rest THEN 1 ELSE 0 END
         + CASE WHEN n %% 2 = 0 THEN 1 ELSE -1 END * pg_temp.pick((n + 1) / 2, %(seed)s + 1, base)) AS k,
       %(at)s::timestamptz - interval '1095 days' * ((%(tickets)s - n + pg_temp.pick(n, %(seed)s + 2, 1000) / 1000.0)
         / %(tickets)s) - interval '5 minutes' AS created_at,
       pg_temp.pick(n, %(seed)s + 3, %(clients)s * 2) AS project,
       pg_temp.pick(n, %(seed)s + 4, 1000) AS chance
FROM generate_series(1, %(tickets)s) AS n,
     (SELECT %(messages)s / %(tickets)s AS base, %(messages)s %% %(tickets)s AS rest) AS share;
ALTER TABLE volume_ticket ADD COLUMN span interval;
UPDATE volume_ticket SET span = least(interval '10 days', %(at)s::timestamptz - created_at)
  * (0.1 + pg_temp.pick(n, %(seed)s + 5, 900) / 1000.0);
ALTER TABLE volume_ticket ADD PRIMARY KEY (n);
ANALYZE volume_ticket;

-- What is older than three months is closed, but for one in three hundred that somebody forgot: of 200,000 tickets two
-- thousand wait in each department.
INSERT INTO tickets_ticket (subject, client_id, project_id, requester_id, requester_name, requester_address,
  department_id, assignee_id, channel, status, priority, tags, is_lead, is_automatic, flag, preview, message_count,
  created_at, last_message_at, closed_at, changed_xid, next_due_kind, is_breached)
SELECT left(s.body, 60), p.client_id, p.id, p.contact_id, 'Contact', 'contact@volume.test',
  p.department_id, p.owner_id, 'portal',
  CASE WHEN is_closed THEN 'closed' ELSE 'open' END, CASE t.chance %% 10 WHEN 0 THEN 3 WHEN 1 THEN 1 ELSE 2 END,
  CASE WHEN t.chance < 200 THEN ARRAY['volume'] ELSE ARRAY[]::text[] END, false, false, '', s.body, t.k,
  t.created_at, t.created_at + t.span * (t.k - 1) / t.k,
  CASE WHEN is_closed THEN t.created_at + t.span END, pg_current_xact_id()::text::bigint, '', false
FROM volume_ticket t
JOIN volume_project p ON p.p = t.project
JOIN volume_sentence s ON s.n = pg_temp.pick(t.n, %(seed)s + 6, 5000)
CROSS JOIN LATERAL (SELECT t.created_at < %(at)s::timestamptz - interval '90 days' AND t.chance > 3 AS is_closed) closing
ORDER BY t.n;

ALTER TABLE volume_ticket ADD COLUMN id bigint;
UPDATE volume_ticket v SET id = numbered.id
FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM tickets_ticket) numbered WHERE numbered.n = v.n;
ANALYZE volume_ticket;
ANALYZE tickets_ticket;
