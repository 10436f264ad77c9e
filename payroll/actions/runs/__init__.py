"""Months of pay: frozen, drafted, confirmed, approved, closed (Y5)."""
