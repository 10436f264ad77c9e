-- Two years of disputes under the rules of a department: most within it, each with its steps, its term and its points.
CREATE TEMP TABLE volume_player ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY v.n) - 1 AS place, v.employee_id, v.department_id, d.head_id
FROM volume_employee v JOIN workload_department d ON d.id = v.department_id WHERE v.role <> 'head';
ALTER TABLE volume_player ADD PRIMARY KEY (place);
ANALYZE volume_player;

INSERT INTO disputes_regulation (code, department_id, owner_id, is_active, changed_xid)
SELECT 'V-' || d.id || '-' || r, d.id, d.head_id, true, pg_current_xact_id()::text::bigint
FROM (SELECT DISTINCT department_id AS id, head_id FROM volume_player) d, generate_series(1, 8) r ORDER BY d.id, r;
INSERT INTO disputes_regulationversion (regulation_id, number, title, changes, starts_on, published_at, published_by_id)
SELECT id, 1, 'Rule ' || code, '', date '2020-01-01', timestamptz '2019-12-20 09:00+00', owner_id
FROM disputes_regulation ORDER BY id;
INSERT INTO disputes_clause (version_id, place, number, text)
SELECT id, 1, '1', 'Every letter gets an answer within a day.' FROM disputes_regulationversion ORDER BY id;
INSERT INTO disputes_acknowledgement (employee_id, version_id, acknowledged_at, changed_xid)
SELECT p.employee_id, v.id, timestamptz '2020-01-01 09:00+00', pg_current_xact_id()::text::bigint
FROM volume_player p JOIN disputes_regulation r ON r.department_id = p.department_id
JOIN disputes_regulationversion v ON v.regulation_id = r.id ORDER BY p.place, v.id;

CREATE TEMP TABLE volume_dispute ON COMMIT DROP AS
SELECT made.*, CASE
    WHEN opened_at > %(at)s::timestamptz - interval '7 days' THEN 'open'
    WHEN would_end_at > %(at)s::timestamptz THEN 'contested'
    ELSE outcome END AS state
FROM (
  SELECT timed.*, CASE outcome
      WHEN 'accepted' THEN answered_at WHEN 'defaulted' THEN term_ends_at
      WHEN 'withdrawn' THEN opened_at + interval '1 day' WHEN 'lapsed' THEN opened_at + interval '2 days'
      ELSE answered_at + interval '1 hour' * (4 + pg_temp.pick(n, %(seed)s + 35, 140)) END AS would_end_at
  FROM (
    SELECT numbered.*,
           opened_at + interval '1 hour' * (6 + pg_temp.pick(n, %(seed)s + 34, 130)) AS answered_at,
           ((opened_at AT TIME ZONE 'Europe/Moscow')::date + 8)::timestamp AT TIME ZONE 'Europe/Moscow' AS term_ends_at,
           (ARRAY['accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'accepted', 'defaulted', 'defaulted',
                  'defaulted', 'withdrawn', 'initiator_right', 'initiator_right', 'initiator_right', 'initiator_right',
                  'respondent_right', 'respondent_right', 'respondent_right', 'both_right', 'both_wrong', 'lapsed'])
           [1 + pg_temp.pick(n, %(seed)s + 33, 20)] AS outcome
    FROM (
      SELECT n, pg_temp.pick(n, %(seed)s + 31, players.number) AS respondent,
             (pg_temp.pick(n, %(seed)s + 31, players.number)
              + 1 + pg_temp.pick(n, %(seed)s + 32, least(20, players.number - 1))) %% players.number AS initiator,
             %(at)s::timestamptz - interval '1 minute' - interval '720 days' * (1 - n::float / %(disputes)s) AS opened_at
      FROM generate_series(1, %(disputes)s) n, (SELECT count(*)::int AS number FROM volume_player) players
    ) numbered
  ) timed
) made;

INSERT INTO disputes_dispute (initiator_id, respondent_id, department_id, initiator_department_id, version_id,
    acknowledgement_id, happened_at, happened_on, title, claim, state, opened_at, timezone, respond_by, answered_at,
    explanation, arbiter_id, arbiter_asked_at, reasons, decided_by_id, decided_at, decided_month, changed_xid)
SELECT i.employee_id, r.employee_id, r.department_id, i.department_id, a.version_id, a.id,
       d.opened_at - interval '1 day', ((d.opened_at - interval '1 day') AT TIME ZONE 'Europe/Moscow')::date,
       s.body, s.body, d.state, d.opened_at, 'Europe/Moscow', CASE WHEN d.state = 'open' THEN d.term_ends_at END,
       CASE WHEN d.state = 'accepted' OR judged.yes THEN d.answered_at END,
       CASE WHEN judged.yes THEN 'It was not so.' ELSE '' END,
       CASE WHEN judged.yes THEN r.head_id END, CASE WHEN judged.yes THEN d.answered_at END,
       CASE WHEN judged.yes AND d.state <> 'contested' THEN 'After both sides.' ELSE '' END,
       CASE WHEN judged.yes AND d.state <> 'contested' THEN r.head_id
            WHEN d.state = 'accepted' THEN r.employee_id WHEN d.state = 'withdrawn' THEN i.employee_id END,
       CASE WHEN d.state NOT IN ('open', 'contested') THEN d.would_end_at END,
       CASE WHEN d.state NOT IN ('open', 'contested')
            THEN date_trunc('month', d.would_end_at AT TIME ZONE 'Europe/Moscow')::date END,
       pg_current_xact_id()::text::bigint
FROM volume_dispute d JOIN volume_player r ON r.place = d.respondent JOIN volume_player i ON i.place = d.initiator
JOIN (SELECT ack.id, ack.version_id, ack.employee_id,
             row_number() OVER (PARTITION BY ack.employee_id ORDER BY ack.id) - 1 AS place
      FROM disputes_acknowledgement ack) a
  ON a.employee_id = r.employee_id AND a.place = pg_temp.pick(d.n, %(seed)s + 36, 8)
JOIN volume_sentence s ON s.n = d.n %% (SELECT count(*) FROM volume_sentence)
CROSS JOIN LATERAL (SELECT d.state IN ('contested', 'initiator_right', 'respondent_right', 'both_right', 'both_wrong')
                    AS yes) judged
ORDER BY d.n;

INSERT INTO disputes_disputeterm (dispute_id, starts_at, respond_by, counted_days, absent_days, set_at)
SELECT d.id, d.opened_at, ((d.opened_at AT TIME ZONE d.timezone)::date + 8)::timestamp AT TIME ZONE d.timezone,
       ARRAY(SELECT (d.opened_at AT TIME ZONE d.timezone)::date + k FROM generate_series(1, 7) k), '{}', d.opened_at
FROM disputes_dispute d ORDER BY d.id;
INSERT INTO disputes_arbiterchoice (dispute_id, arbiter_id, because, passed, at)
SELECT id, arbiter_id, 'manager', '[]', arbiter_asked_at FROM disputes_dispute WHERE arbiter_id IS NOT NULL ORDER BY id;

INSERT INTO disputes_disputestep (dispute_id, event, before, after, by_id, at)
SELECT d.id, step.event, step.before, step.after,
       CASE step.who WHEN 'i' THEN d.initiator_id WHEN 'r' THEN d.respondent_id WHEN 'a' THEN d.arbiter_id END,
       CASE step.number WHEN 1 THEN coalesce(d.answered_at, d.decided_at) ELSE d.decided_at END
FROM disputes_dispute d JOIN (VALUES
  ('accepted', 1, 'accept', 'open', 'accepted', 'r'), ('defaulted', 1, 'time_out', 'open', 'defaulted', ''),
  ('withdrawn', 1, 'withdraw', 'open', 'withdrawn', 'i'), ('lapsed', 1, 'lapse', 'open', 'lapsed', ''),
  ('contested', 1, 'contest', 'open', 'contested', 'r'),
  ('initiator_right', 1, 'contest', 'open', 'contested', 'r'),
  ('initiator_right', 2, 'find_initiator_right', 'contested', 'initiator_right', 'a'),
  ('respondent_right', 1, 'contest', 'open', 'contested', 'r'),
  ('respondent_right', 2, 'find_respondent_right', 'contested', 'respondent_right', 'a'),
  ('both_right', 1, 'contest', 'open', 'contested', 'r'),
  ('both_right', 2, 'find_both_right', 'contested', 'both_right', 'a'),
  ('both_wrong', 1, 'contest', 'open', 'contested', 'r'),
  ('both_wrong', 2, 'find_both_wrong', 'contested', 'both_wrong', 'a')
) AS step (state, number, event, before, after, who) ON step.state = d.state
ORDER BY d.id, step.number;

INSERT INTO disputes_posting (employee_id, department_id, month, points, cause, dispute_id, step_id, initiator_id,
                              is_cross, posted_at, reason, changed_xid)
SELECT side.employee_id, side.department_id, d.decided_month, side.sign * worth.points, worth.cause, d.id, last.id,
       d.initiator_id, d.department_id <> d.initiator_department_id, d.decided_at, '', pg_current_xact_id()::text::bigint
FROM disputes_dispute d
JOIN (VALUES ('accepted', 1, 'accept'), ('defaulted', 1, 'silence'), ('initiator_right', 2, 'verdict'),
             ('respondent_right', -2, 'verdict')) AS worth (state, points, cause) ON worth.state = d.state
JOIN (SELECT dispute_id, max(id) AS id FROM disputes_disputestep GROUP BY dispute_id) last ON last.dispute_id = d.id
CROSS JOIN LATERAL (VALUES (1, d.initiator_id, d.initiator_department_id), (-1, d.respondent_id, d.department_id))
  AS side (sign, employee_id, department_id)
ORDER BY d.id, side.sign DESC;

INSERT INTO disputes_revisionrequest (regulation_id, dispute_id, owner_id, what, due_on, asked_by_id, asked_at, state,
                                      answer, closed_at, closed_by_id, changed_xid)
SELECT r.id, d.id, r.owner_id, d.reasons, (d.decided_at + interval '14 days')::date, d.arbiter_id, d.decided_at,
       CASE WHEN old.yes THEN 'kept' ELSE 'open' END, CASE WHEN old.yes THEN 'It is clear as it is.' ELSE '' END,
       CASE WHEN old.yes THEN d.decided_at + interval '10 days' END, CASE WHEN old.yes THEN r.owner_id END,
       pg_current_xact_id()::text::bigint
FROM disputes_dispute d JOIN disputes_regulationversion v ON v.id = d.version_id
JOIN disputes_regulation r ON r.id = v.regulation_id
CROSS JOIN LATERAL (SELECT d.decided_at < %(at)s::timestamptz - interval '10 days' AS yes) old
WHERE d.state IN ('both_right', 'both_wrong') ORDER BY d.id;
