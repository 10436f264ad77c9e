"""Timesheets: filled, corrected, completed, approved, closed (L5)."""
