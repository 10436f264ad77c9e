"""Tickets that belong together: linked, merged, split; and colleagues who are named (T7)."""
