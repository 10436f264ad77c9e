"""What pages of pay ask of people."""
