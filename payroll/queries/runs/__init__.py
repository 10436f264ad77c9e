"""What is read of months and runs of pay."""
