"""Filters of lists of pay."""
