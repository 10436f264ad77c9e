-- One department for 25 people, in each a head and an operator; the rest are managers.
CREATE TEMP TABLE volume_employee ON COMMIT DROP AS
SELECT n, (n - 1) / 25 AS department,
       CASE (n - 1) %% 25 WHEN 0 THEN 'head' WHEN 1 THEN 'operator' ELSE 'manager' END AS role,
       NULL::bigint AS user_id, NULL::bigint AS employee_id, NULL::bigint AS department_id
FROM generate_series(1, %(employees)s) AS n;

INSERT INTO workload_position (name) VALUES ('Volume') ON CONFLICT DO NOTHING;
INSERT INTO workload_department (name, timezone, is_active, changed_xid)
SELECT 'Volume ' || d, 'Europe/Moscow', true, pg_current_xact_id()::text::bigint
FROM generate_series(0, (%(employees)s - 1) / 25) AS d ORDER BY d;
UPDATE volume_employee v SET department_id = d.id FROM workload_department d WHERE d.name = 'Volume ' || v.department;

INSERT INTO shared_user (password, email, name, language, theme, density, keyboard_enabled, is_active, is_staff,
                         is_superuser, session_epoch, created_at)
SELECT '!volume', 'employee' || n || '@volume.test', 'Employee ' || n, '', '', '', true, true, false, false, 0, %(at)s
FROM volume_employee ORDER BY n;
UPDATE volume_employee v SET user_id = u.id FROM shared_user u WHERE u.email = 'employee' || v.n || '@volume.test';

INSERT INTO workload_employee (user_id, name, timezone, phone, hired_on, changed_xid)
SELECT user_id, 'Employee ' || n, '', '', date '2020-01-01', pg_current_xact_id()::text::bigint
FROM volume_employee ORDER BY n;
UPDATE volume_employee v SET employee_id = e.id FROM workload_employee e WHERE e.user_id = v.user_id;

INSERT INTO workload_employment (employee_id, department_id, position_id, starts_on)
SELECT employee_id, department_id, (SELECT id FROM workload_position WHERE name = 'Volume'), date '2020-01-01'
FROM volume_employee ORDER BY n;
INSERT INTO workload_roleassignment (employee_id, role, starts_on)
SELECT employee_id, role, date '2020-01-01' FROM volume_employee ORDER BY n;
UPDATE workload_department d SET head_id = v.employee_id
FROM volume_employee v WHERE v.department_id = d.id AND v.role = 'head';
