"""What changes pay."""
