"""What the hours of contracts set off (C2)."""
