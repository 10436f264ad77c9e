"""What is read of reviews of replies (S5)."""
