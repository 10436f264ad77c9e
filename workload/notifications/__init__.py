"""What people are told of rosters and swaps."""
