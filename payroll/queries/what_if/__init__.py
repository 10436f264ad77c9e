"""What past months would have paid (Y7)."""
