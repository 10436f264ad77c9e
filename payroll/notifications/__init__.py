"""Notices of pay."""
