"""Catalogues of people, norms and calendars."""

from workload.admin import calendars, norms, people, policies, terms

__all__ = ["calendars", "norms", "people", "policies", "terms"]
