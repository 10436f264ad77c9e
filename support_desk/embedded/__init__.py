"""The servers of a machine that has none: PostgreSQL, Valkey and a mail sink, under var/ and for this machine alone."""
