-- Two contacts and two projects for each client; projects are shared out among the managers.
CREATE TEMP TABLE volume_manager ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY (role = 'manager') DESC, n)::int - 1 AS m, employee_id, user_id, department_id
FROM volume_employee WHERE role = 'manager' OR %(employees)s < 3;

INSERT INTO tickets_client (name, is_active, language, tone_notes, changed_xid)
SELECT 'Client ' || c, true, 'ru', '', pg_current_xact_id()::text::bigint
FROM generate_series(1, %(clients)s) AS c ORDER BY c;
CREATE TEMP TABLE volume_client ON COMMIT DROP AS
SELECT id, substring(name FROM 8)::int - 1 AS c FROM tickets_client WHERE name LIKE 'Client %%';

INSERT INTO tickets_contact (client_id, name, position, is_active, changed_xid)
SELECT id, 'Contact ' || c || '-' || k, 'Marketing', true, pg_current_xact_id()::text::bigint
FROM volume_client, generate_series(0, 1) AS k ORDER BY c, k;
INSERT INTO tickets_contactemail (contact_id, email)
SELECT id, lower(replace(name, ' ', '')) || '@volume.test' FROM tickets_contact ORDER BY id;

INSERT INTO tickets_project (client_id, name, owner_id, department_id, is_active, changed_xid)
SELECT c.id, 'Project ' || k, m.employee_id, m.department_id, true, pg_current_xact_id()::text::bigint
FROM volume_client c, generate_series(0, 1) AS k, volume_manager m
WHERE m.m = (c.c * 2 + k) %% (SELECT count(*) FROM volume_manager) ORDER BY c.c, k;
CREATE TEMP TABLE volume_project ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY p.id)::int - 1 AS p, p.id, p.client_id, p.owner_id, p.department_id,
       min(c.id) AS contact_id
FROM tickets_project p JOIN tickets_contact c ON c.client_id = p.client_id
GROUP BY p.id, p.client_id, p.owner_id, p.department_id;
ALTER TABLE volume_project ADD PRIMARY KEY (p);
ANALYZE volume_project;
