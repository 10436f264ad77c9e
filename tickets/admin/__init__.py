"""Catalogues of clients and mailboxes."""

from tickets.admin import clients, mail, projects

__all__ = ["clients", "mail", "projects"]
