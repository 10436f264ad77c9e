-- Twenty operations, and one entry for each ticket on the day of its last message.
INSERT INTO workload_operation (code, name, unit, kind, is_billable, free_minutes, is_active, changed_xid)
SELECT 'volume-' || o, 'Operation ' || o, 'piece', 'communication', true, 5, true, pg_current_xact_id()::text::bigint
FROM generate_series(0, 19) AS o ORDER BY o;
INSERT INTO workload_operationnorm (operation_id, minutes, starts_on)
SELECT id, 15, date '2020-01-01' FROM workload_operation WHERE code LIKE 'volume-%%' ORDER BY id;

INSERT INTO tickets_timeentry (employee_id, department_id, ticket_id, operation_id, is_billable, free_minutes, quantity, worked_on,
  actual_minutes, norm_minutes, billable_minutes, client_text, created_at, changed_xid)
SELECT t.assignee_id, t.department_id, t.id, o.id, o.is_billable, o.free_minutes, 1, (t.last_message_at AT TIME ZONE 'Europe/Moscow')::date,
  6 + pg_temp.pick(t.id, %(seed)s + 12, 50), 15, 6 + pg_temp.pick(t.id, %(seed)s + 12, 50), '', t.last_message_at,
  pg_current_xact_id()::text::bigint
FROM tickets_ticket t
JOIN workload_operation o ON o.code = 'volume-' || pg_temp.pick(t.id, %(seed)s + 13, 20);
