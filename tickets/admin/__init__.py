"""Catalogues of clients, mailboxes and SLA policies."""

from tickets.admin import clients, mail, projects, sla

__all__ = ["clients", "mail", "projects", "sla"]
