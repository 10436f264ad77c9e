"""Plans of pay: written, published, given to people, read."""
