"""Clocks: starting, meeting, recomputing (S2)."""
