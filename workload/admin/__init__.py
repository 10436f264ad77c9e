"""Catalogues of people and norms."""

from workload.admin import norms, people, terms

__all__ = ["norms", "people", "terms"]
