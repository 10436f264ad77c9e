"""Additions and corrections (Y5)."""
