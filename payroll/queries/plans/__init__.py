"""Pay plans, who has them, and who has read them (Y1, M4)."""
