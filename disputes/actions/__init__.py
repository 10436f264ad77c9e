"""Writing: one function per event that a user would name."""
