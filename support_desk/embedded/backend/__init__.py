"""Django's PostgreSQL backend for the embedded server: ENGINE = "support_desk.embedded.backend"."""
