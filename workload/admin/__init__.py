"""Catalogues of people, norms and calendars."""

from workload.admin import calendars, norms, onboarding, people, policies, terms

__all__ = ["calendars", "norms", "onboarding", "people", "policies", "terms"]
