-- pick(n, salt, below): the same number from 0 to below - 1 for the same n, salt and seed, on every machine.
CREATE OR REPLACE FUNCTION pg_temp.pick(n bigint, salt int, below int) RETURNS int LANGUAGE sql IMMUTABLE AS
  'SELECT ((hashint8extended(n, salt) & 2147483647) %% below)::int';
CREATE TEMP TABLE volume_sentence ON COMMIT DROP AS
  SELECT ordinality::int - 1 AS n, body FROM unnest(%(sentences)s::text[]) WITH ORDINALITY AS s (body, ordinality);
ALTER TABLE volume_sentence ADD PRIMARY KEY (n);
ANALYZE volume_sentence;
