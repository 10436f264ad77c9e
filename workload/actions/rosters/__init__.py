"""Rosters of a month: planned, submitted, decided, published, and who is reminded of them (L1)."""
