"""Facts of pay: entered one by one or in a list, and taken back (Y2)."""
