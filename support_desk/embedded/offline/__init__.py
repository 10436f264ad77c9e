"""Django's PostgreSQL backend without a server, for commands that look at code and not at data."""
