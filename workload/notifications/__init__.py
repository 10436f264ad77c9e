"""What people are told of, and how it reads."""
