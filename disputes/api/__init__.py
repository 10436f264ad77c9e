"""Resources of fair play."""
