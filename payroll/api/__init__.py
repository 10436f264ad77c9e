"""Pay for programs."""
