"""What people write into pages of fair play."""
