"""Pages of timesheets (L5)."""
