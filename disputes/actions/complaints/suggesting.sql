-- Messages of clients, changed by transactions in [since, settled), that hold words of complaints: in their text, or in
-- the subject of the ticket that they opened. Each once; those flagged by a person already are left out.
INSERT INTO disputes_complaintsuggestion (message_id, words, found_at, state)
SELECT message.id, array_agg(known.word ORDER BY known.word), %(at)s, 'open'
FROM tickets_message message
JOIN tickets_ticket ticket ON ticket.id = message.ticket_id
JOIN disputes_complaintword known ON known.is_active AND (
  message.search @@ known.stem::tsquery
  OR ticket.created_at = message.created_at AND ticket.search @@ known.stem::tsquery
)
WHERE message.changed_xid >= %(since)s AND message.changed_xid < %(settled)s
  AND message.direction = 'in' AND NOT message.is_automatic AND message.created_at > %(oldest)s
  AND NOT EXISTS (SELECT FROM disputes_complaint flagged WHERE flagged.message_id = message.id)
GROUP BY message.id
ORDER BY message.id
ON CONFLICT (message_id) DO NOTHING
RETURNING id
