"""Pay as the director reads it (Y8)."""
