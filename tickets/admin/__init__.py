"""Catalogues of clients, mailboxes, SLA policies and rules of work."""

from tickets.admin import clients, mail, projects, sla, work_policies

__all__ = ["clients", "mail", "projects", "sla", "work_policies"]
