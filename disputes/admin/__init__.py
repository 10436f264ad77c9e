"""Catalogues of fair play."""

from disputes.admin import point_policies

__all__ = ["point_policies"]
