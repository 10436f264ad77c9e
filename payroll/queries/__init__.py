"""What is read of pay."""
