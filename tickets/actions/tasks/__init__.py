"""What happens to tasks: split off, offered, done, checked, handed over, confirmed (W1, W4)."""
