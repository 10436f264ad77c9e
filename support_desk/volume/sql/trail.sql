-- The opening of each ticket stands in the trail; its own trigger completes these rows with their digest.
SET LOCAL session_replication_role = origin;
INSERT INTO shared_auditentry (at, actor_name, action, object_type, object_id, object_label, scope, department_id,
  before, after, xid, digest)
SELECT created_at, 'Volume', 'ticket.open', 'tickets.ticket', id::text, left(number || ' ' || subject, 200),
  'ticket:' || number, department_id, '{}', jsonb_build_object('subject', subject), 0, ''
FROM tickets_ticket ORDER BY id;
SET CONSTRAINTS ALL IMMEDIATE;
SET LOCAL session_replication_role = replica;
