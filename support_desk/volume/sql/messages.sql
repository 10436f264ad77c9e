-- The client and we take turns; one answer in eight is an internal note. Two to five sentences each.
INSERT INTO tickets_message (ticket_id, direction, channel, author_id, contact_id, author_name, author_address,
  body_text, body_html, quoted_text, to_addresses, cc_addresses, mail_id, in_reply_to, is_automatic,
  automatic_reason, created_at, changed_xid)
SELECT t.id, said.direction, CASE said.direction WHEN 'internal' THEN 'desk' ELSE 'portal' END,
  CASE WHEN said.direction <> 'in' THEN p.owner_id END, CASE WHEN said.direction = 'in' THEN p.contact_id END,
  CASE said.direction WHEN 'in' THEN 'Contact' ELSE 'Employee' END, '',
  a.body || ' ' || b.body || CASE WHEN said.x %% 2 = 0 THEN ' ' || c.body || ' ' || d.body ELSE '' END,
  '', '', ARRAY[]::text[], ARRAY[]::text[], '', '', false, '',
  t.created_at + t.span * j / t.k, pg_current_xact_id()::text::bigint
FROM volume_ticket t
JOIN volume_project p ON p.p = t.project
CROSS JOIN LATERAL generate_series(0, t.k - 1) AS j
CROSS JOIN LATERAL (
  SELECT pg_temp.pick(t.n * 64 + j, %(seed)s + 7, 1000000) AS x,
         CASE WHEN j %% 2 = 0 THEN 'in'
              WHEN pg_temp.pick(t.n * 64 + j, %(seed)s + 8, 8) = 0 THEN 'internal' ELSE 'out' END AS direction
) said
JOIN volume_sentence a ON a.n = said.x %% 5000
JOIN volume_sentence b ON b.n = said.x / 7 %% 5000
JOIN volume_sentence c ON c.n = said.x / 13 %% 5000
JOIN volume_sentence d ON d.n = said.x / 29 %% 5000;
ANALYZE tickets_message;
